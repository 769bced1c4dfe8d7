"""View models of labour conflicts and sanctions."""
