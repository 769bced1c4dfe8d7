"""The embedded PostgreSQL: a child of this process on a data directory, with a database for each service and the bus."""
import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import psycopg

from cli.endings import Misbehaved, WrongInput
from cli.platform.postgres import roles
from cli.platform.postgres.data import check_version, forget_former
from cli.platform.postgres.installed import Installed, let_through, programs_for, socket_directory
from cli.platform.postgres.roles import PASSWORDS, create_owned_database, give_to_owner, is_the_superusers
from cli.platform.processes import end_with_parent
from cli.platform.state import shown
from shared.db.stores import provide_store
from shared.kernel.services import STORES

SETTINGS = """
# written by ontzorg: small, because many processes share one machine
max_connections = 300
shared_buffers = 48MB
timezone = 'UTC'
log_timezone = 'UTC'
"""
MARK = "# written by ontzorg"
START_SECONDS = 60.0
STOP_SECONDS = 30.0
LOOK_SECONDS = 0.02


class EmbeddedPostgres:
    """One server, reachable only through a socket. On Linux it ends with the process that started it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory.resolve()
        self._process: subprocess.Popen[bytes] | None = None
        self._sockets = self._directory

    def start(self) -> None:
        """Start on existing or new data.

        :raises Misbehaved: with the last line of its log
        :raises WrongInput: if the data is damaged or of another version
        """
        self.prepare()
        self.launch()
        self.wait_until_ready()

    def prepare(self) -> None:
        """Create missing data and settings: all work before `launch`. It may run in any thread.

        :raises Misbehaved: if the data cannot be created
        :raises WrongInput: if it is damaged or of another version
        """
        check_version(self._directory)
        programs = programs_for(self._directory)
        if not (self._directory / "PG_VERSION").exists():
            self._make_data(programs)
        if programs.user is not None:
            let_through(self._directory)
        settings = self._directory / "postgresql.conf"
        if not settings.exists():
            raise WrongInput(f"{shown(settings)} is missing; restore it from a backup of the data.")
        if MARK not in (text := settings.read_text()):
            settings.write_text(text + SETTINGS)
        rules = self._directory / "pg_hba.conf"
        if roles.MARK not in (text := rules.read_text()):
            rules.write_text(roles.RULES + text)

    def launch(self) -> None:
        """Start the server; in the main thread, because it ends with the thread that started it."""
        programs = programs_for(self._directory)
        self._sockets = socket_directory(self._directory, programs.user)
        forget_former(self._directory, self._sockets)
        with (self._directory / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [programs.bin / "postgres", "-D", self._directory, "-h", "", "-k", self._sockets], cwd=self._directory,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=lambda: end_with_parent(signal.SIGINT), **programs.account)

    def wait_until_ready(self) -> None:
        """Wait until the server accepts connections.

        :raises Misbehaved: if it ends, or takes too long
        """
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise Misbehaved(f"PostgreSQL does not start: {self._last_words()}")
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Stop the server; no effect if it does not run."""
        for number, patience in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, STOP_SECONDS), (signal.SIGKILL, None)):
            if self._process is not None and self._process.poll() is None:
                self._process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(patience)
        if self._sockets != self._directory:
            shutil.rmtree(self._sockets, ignore_errors=True)

    def how_ended(self) -> int | None:
        """Exit code, or minus the signal; None while it runs."""
        return self._process.poll() if self._process else None

    @property
    def pid(self) -> int:
        """Process id of the postmaster."""
        assert self._process is not None
        return self._process.pid

    def url(self, database: str, user: str | None = None) -> str:
        """SQLAlchemy URL of one database.

        :param user: by default its owner, the role of its name; with a password after a colon
        """
        return f"postgresql+psycopg://{user or database}@/{database}?host={self._sockets}"

    def create_databases(self, names: Iterable[str]) -> None:
        """Create missing databases, and give those of the superuser to their owners."""
        with self._as_superuser("postgres", autocommit=True) as connection:
            for name in names:
                create_owned_database(connection, name)
                if is_the_superusers(connection, name):
                    with self._as_superuser(name) as inside:
                        give_to_owner(inside, name)

    def provide_stores(self, passwords: Mapping[str, str]) -> None:
        """Make what is missing of the further stores.

        :param passwords: their passwords by the names of `PASSWORDS`
        """
        for (service, store), name in zip(STORES, PASSWORDS, strict=True):
            with self._as_superuser(service) as connection:
                provide_store(connection, service, store, password=passwords[name])

    def _as_superuser(self, database: str, *, autocommit: bool = False) -> "psycopg.Connection":
        return psycopg.connect(self.url(database, "postgres").replace("+psycopg", "", 1), autocommit=autocommit)

    def last_day_done(self, database: str) -> date | None:
        """The last business date completed by a job of a service; None if none has run."""
        with psycopg.connect(self.url(database).replace("+psycopg", "", 1)) as connection:
            row = connection.execute("SELECT max(through) FROM job_progress").fetchone()
        return row[0] if row else None

    def version(self) -> str:
        """Name and version, as ``PostgreSQL 18.4``."""
        with psycopg.connect(self.url("postgres").replace("+psycopg", "", 1)) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        return f"PostgreSQL {str(row[0]).split()[0] if row else '?'}"

    def _make_data(self, programs: Installed) -> None:
        """Create the data in a temporary directory and rename it, so that incomplete data is never used."""
        draft = self._directory.with_name(f"{self._directory.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        if programs.user is not None:
            let_through(draft)
            os.chown(draft, programs.user, -1)
        made = subprocess.run([programs.bin / "initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", draft],
                              cwd=draft, capture_output=True, text=True, check=False, **programs.account)
        if made.returncode:
            raise Misbehaved(f"PostgreSQL cannot create its data: {_in_short(made.stderr)}")
        if self._directory.exists():
            shutil.rmtree(self._directory)  # created by an older release before the data itself
        draft.rename(self._directory)

    def _is_ready(self) -> bool:
        try:
            lines = (self._directory / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return lines[0] == str(self.pid) and lines[7:8] != [] and lines[7].strip() == "ready"

    def _last_words(self) -> str:
        log = self._directory / "log"
        return _in_short(log.read_text(errors="replace") if log.exists() else "")


def _in_short(said: str) -> str:
    if "No space left" in said[-2000:]:
        return "the disk is full."
    return " / ".join(said.strip().splitlines()[-2:]) or "it said nothing"
