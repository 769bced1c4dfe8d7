"""The outermost layer: sessions, protection, static files, connections to the services."""
