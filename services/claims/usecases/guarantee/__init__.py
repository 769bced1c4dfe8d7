"""Use cases of the gatekeeper guarantee."""
