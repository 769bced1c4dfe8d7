"""View models of the insurer's pages."""
