"""Recourse against a liable third party."""
