"""Benefit calculations and the payment run."""
