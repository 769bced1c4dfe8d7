"""Use cases of the read model of figures."""
