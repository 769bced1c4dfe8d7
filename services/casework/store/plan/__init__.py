"""Tables of what a plan depends on."""
