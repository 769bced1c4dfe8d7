"""The HTTP edge of casework."""
