"""Rows of claims by month."""
