"""View models of the consultant's first contact."""
