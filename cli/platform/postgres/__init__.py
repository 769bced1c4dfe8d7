"""The embedded PostgreSQL: its programs, the data that it works on, and the server."""
