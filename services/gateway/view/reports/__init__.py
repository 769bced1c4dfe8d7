"""View models of what follows from a report."""
