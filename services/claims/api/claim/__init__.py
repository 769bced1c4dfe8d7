"""HTTP API of claims of months."""
