"""Gaps, snapshots and replay."""
