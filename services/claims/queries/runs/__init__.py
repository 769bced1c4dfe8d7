"""Payment runs as people see them."""
