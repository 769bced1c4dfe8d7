"""Absence figures calculated from facts by the rules of domain.md; casework calculates the same figures from its read model."""
