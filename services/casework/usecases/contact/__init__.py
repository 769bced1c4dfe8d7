"""Use cases of the first contact after a report."""
