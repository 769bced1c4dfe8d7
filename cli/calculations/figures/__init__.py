"""Absence figures by the rule itself, from whole facts; casework's database counts the same over its read model."""
