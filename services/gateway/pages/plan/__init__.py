"""Pages of what a plan depends on."""
