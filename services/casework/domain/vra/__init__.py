"""Notices and questions to VRA."""
