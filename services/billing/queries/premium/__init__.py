"""Queries of premium."""
