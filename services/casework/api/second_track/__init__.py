"""HTTP API of second tracks."""
