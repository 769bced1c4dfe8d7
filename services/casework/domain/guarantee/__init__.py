"""Wage sanctions of UWV and the gatekeeper guarantee."""
