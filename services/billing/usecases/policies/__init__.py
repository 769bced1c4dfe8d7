"""Use cases of policies and of the employees they cover."""
