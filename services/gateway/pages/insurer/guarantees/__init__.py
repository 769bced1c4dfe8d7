"""Pages of gatekeeper guarantees."""
