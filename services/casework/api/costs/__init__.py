"""HTTP API of re-integration costs."""
