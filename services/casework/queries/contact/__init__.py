"""Contacts due, and how often they were made in time."""
