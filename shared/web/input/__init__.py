"""Validation of request input: JSON, characters and query parameters."""
