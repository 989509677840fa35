"""The demo shop's illustrations: a module a department, each a function from paint to shapes, 400 by 300."""
