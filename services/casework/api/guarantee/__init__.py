"""HTTP API of the gatekeeper guarantee: wage sanctions of UWV, and advices."""
