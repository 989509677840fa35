"""The demo shop's illustrations: each a function from paint to SVG shapes on a field of 400 by 300."""
