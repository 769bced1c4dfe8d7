"""Use cases of the clients of the provider."""
