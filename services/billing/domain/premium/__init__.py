"""Premium of a policy year."""
