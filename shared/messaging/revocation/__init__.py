"""Revoked access: the accounts, sessions and tokens whose access tokens a service refuses before they expire."""
