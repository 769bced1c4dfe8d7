"""Clients of casework about parts of a case."""
