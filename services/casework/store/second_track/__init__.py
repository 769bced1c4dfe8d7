"""Tables of second tracks."""
