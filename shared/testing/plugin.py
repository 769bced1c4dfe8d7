"""The pytest plugin with the fixtures that the tests of all services use."""
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from shared.testing.postgres import new_database, postgres_server, postgres_url
from shared.testing.service import token_issuer

__all__ = ["new_database", "postgres_server", "postgres_url", "token_issuer"]


class CompiledTemplates(BytecodeCache):
    """The templates that were compiled in this process, for the applications of all tests."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the compiled template, unless its source changed."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled now."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}
