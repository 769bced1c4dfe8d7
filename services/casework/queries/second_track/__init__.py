"""Views of second tracks."""
