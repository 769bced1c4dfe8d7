"""Views of the work of VRA."""
