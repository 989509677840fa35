"""What staff's corrections change: lessons for the understanding, preferences for the order, cases to run again."""
