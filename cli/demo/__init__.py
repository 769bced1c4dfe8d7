"""`./ontzorg demo`: plays a case through the whole platform as its users, only over its public HTTP API."""
