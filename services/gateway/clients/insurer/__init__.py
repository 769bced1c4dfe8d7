"""Clients for the pages of the insurer's staff."""
