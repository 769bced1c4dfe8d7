"""Views of conflicts and sanctions."""
