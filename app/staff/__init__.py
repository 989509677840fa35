"""The staff console: plain pages drawn by the server over the shop's records."""
