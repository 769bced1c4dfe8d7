"""Recourse on a liable third party."""
