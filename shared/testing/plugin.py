"""pytest plugin: requirement marks, and the fixtures every service's tests use."""
from shared.testing.postgres import new_database, postgres_server, postgres_url

__all__ = ["new_database", "postgres_server", "postgres_url"]
