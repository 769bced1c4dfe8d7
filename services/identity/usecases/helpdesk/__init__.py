"""Requests to the helpdesk."""
