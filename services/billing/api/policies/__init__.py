"""HTTP API of policies."""
