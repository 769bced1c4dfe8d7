"""HTTP API of payment runs."""
