"""The HTTP edge of claims."""
