"""Readers that do the same work in their own way, each a process of its own: ours, the peers and a bare loop."""
