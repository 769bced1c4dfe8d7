"""View models of leave and of the end of the employment."""
