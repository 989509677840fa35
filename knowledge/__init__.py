"""What the shop knows: products, answers, search, shoppers, ranking and records."""
