"""View models of the pages of VRA."""
