"""Clients of the parts of a case."""
