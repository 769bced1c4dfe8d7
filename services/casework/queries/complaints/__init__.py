"""Complaints and their figures."""
