"""The demo shop's illustrations: one module a department, each a function from paint to SVG shapes on a 400 by 300 field."""
