"""Tables of the contact with employers."""
