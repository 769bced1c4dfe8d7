"""Queries of the history of a case."""
