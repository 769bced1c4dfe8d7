"""Labour conflicts."""
