"""Use cases of passwords after the first login."""
