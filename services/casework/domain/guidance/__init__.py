"""Advice of Perspectief, and frequent absence."""
