"""Tables of labour conflicts."""
