"""Accounts of staff and main contacts, managed by the platform administrator."""
