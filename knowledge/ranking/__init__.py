"""Who a shopper is to the shop, and the order in which this shopper sees products, with the reasons for it."""
