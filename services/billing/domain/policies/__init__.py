"""Policies as rows of versions."""
