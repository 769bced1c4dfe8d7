"""Copies of other services' data: declared per table, written by the set."""
