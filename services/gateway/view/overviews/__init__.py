"""View models of the six overviews."""
