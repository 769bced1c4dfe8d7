"""Pages of recourse files."""
