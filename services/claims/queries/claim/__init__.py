"""Claims of months as people read them."""
