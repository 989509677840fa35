"""What a shopper means: intent, constraints and the state of the conversation."""
