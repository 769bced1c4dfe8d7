"""Processes of the platform and what they need."""
