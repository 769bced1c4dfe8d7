"""HTTP API of premium."""
