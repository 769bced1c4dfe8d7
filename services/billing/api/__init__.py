"""The HTTP edge of billing."""
