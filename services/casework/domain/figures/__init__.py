"""Absence statistics."""
