"""Passwords, verification codes and lock-out."""
