"""Publishes the contracts of events and APIs from the code."""
