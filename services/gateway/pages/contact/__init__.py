"""Pages of the consultant's first contact after a report."""
