"""Tracing, logging with redaction, metrics, heartbeats."""
