"""HTTP API of the work of VRA."""
