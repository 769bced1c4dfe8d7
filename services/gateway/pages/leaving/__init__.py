"""Pages about leave and about the end of the employment."""
