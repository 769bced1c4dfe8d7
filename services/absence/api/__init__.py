"""The HTTP edge of absence."""
