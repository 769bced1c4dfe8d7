"""Queries of policies."""
