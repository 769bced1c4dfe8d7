"""HTTP API of absence protocols."""
