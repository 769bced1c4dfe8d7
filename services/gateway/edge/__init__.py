"""The outermost part: sessions, protection, static files, connections to the services."""
