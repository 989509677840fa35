"""The kinds of claim that a sentence can make, each with how it is found and what backs it."""
