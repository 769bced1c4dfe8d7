"""Accounts, people and rights."""
