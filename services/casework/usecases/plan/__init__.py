"""Use cases of the plan's steps."""
