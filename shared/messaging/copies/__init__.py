"""Copies of other services' data: declared per table, written in batches."""
