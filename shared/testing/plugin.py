"""The pytest plugin with the fixtures that the tests of all services use."""
from shared.testing.postgres import new_database, postgres_server, postgres_url
from shared.testing.service import token_issuer

__all__ = ["new_database", "postgres_server", "postgres_url", "token_issuer"]
