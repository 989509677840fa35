"""Questions about the shop's rules, in either language: what they speak of, and which page's entry answers them."""
