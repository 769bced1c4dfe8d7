"""Sending SMS and mail: two ports and their adapters."""
