"""Use cases of tokens, clients and signing keys."""
