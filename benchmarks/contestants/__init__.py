"""Readers that do the same work, each in its own process: the platform's, those of other libraries, and a bare loop."""
