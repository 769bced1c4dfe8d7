"""Use cases about the cover of a policy."""
