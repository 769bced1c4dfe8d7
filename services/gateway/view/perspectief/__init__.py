"""View models of the pages for Perspectief."""
