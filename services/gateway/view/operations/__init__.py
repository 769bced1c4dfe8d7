"""View models of the pages for operators."""
