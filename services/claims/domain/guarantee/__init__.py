"""The amount of the gatekeeper guarantee."""
