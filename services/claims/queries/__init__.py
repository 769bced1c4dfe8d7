"""What claims shows, a page at a time."""
