"""Absence protocols as readers see them."""
