"""HTTP API of what a plan depends on."""
