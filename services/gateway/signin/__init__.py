"""Authentication: sign-in at identity, the visitor, tokens."""
