"""Who is asking: sign-in at identity, the visitor, tokens."""
