"""Approval and review of payment runs."""
