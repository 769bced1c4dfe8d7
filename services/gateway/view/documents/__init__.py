"""View models of documents."""
