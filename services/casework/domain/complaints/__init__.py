"""Complaints of employers about the service (features N4)."""
