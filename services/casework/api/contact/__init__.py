"""HTTP API of the first contact after a report."""
