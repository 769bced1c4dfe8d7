"""Measures of the absence service."""
