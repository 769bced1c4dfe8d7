"""Benchmarks of the platform: each script prints its figures as JSON, then one line with a ratio."""
