"""HTTP API of recourse files."""
