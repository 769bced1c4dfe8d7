"""The embedded PostgreSQL starts after a crash, and ends with the process that started it."""
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from cli.endings import WrongInput
from cli.platform.layout import ROOT
from cli.platform.postgres.roles import PASSWORDS
from cli.platform.postgres.server import EmbeddedPostgres

END_SECONDS = 30


@pytest.fixture(scope="module")
def directory() -> Iterator[Path]:
    """A data directory whose name has characters with a special meaning in URLs and socket lists."""
    folder = Path(tempfile.mkdtemp(prefix="ontzorg 100%, a & b "))  # pytest's own is closed to the user who runs PostgreSQL
    yield folder / "postgres"
    shutil.rmtree(folder)


@pytest.fixture
def server(directory: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(directory)
    yield server
    server.stop()


def answer_of(server: EmbeddedPostgres) -> int:
    with psycopg.connect(server.url("postgres").replace("+psycopg", "", 1)) as connection:
        row = connection.execute("SELECT 42").fetchone()
    return int(row[0]) if row else 0


def connected(server: EmbeddedPostgres, database: str, user: str) -> psycopg.Connection:
    """A connection of a role, with autocommit."""
    return psycopg.connect(server.url(database, user).replace("+psycopg", "", 1), autocommit=True)


def wait_until_ended(server: EmbeddedPostgres) -> None:
    """Wait for the end of a killed server."""
    deadline = time.monotonic() + END_SECONDS
    while server.how_ended() is None:
        assert time.monotonic() < deadline, f"the killed server still runs after {END_SECONDS} seconds"
        time.sleep(0.01)


class TestEmbeddedPostgres:
    def test_starts_where_the_name_of_the_folder_is_odd(self, server: EmbeddedPostgres):
        server.start()

        assert answer_of(server) == 42

    @pytest.mark.parametrize("left", ["the number of another program", "damaged", ""])
    def test_starts_after_a_crash_whatever_the_pid_file_says(self, server: EmbeddedPostgres, directory: Path, left: str):
        server.start()
        os.kill(server.pid, signal.SIGKILL)
        wait_until_ended(server)
        lines = (directory / "postmaster.pid").read_text().split("\n")
        number = str(os.getpid()) if left.startswith("the number") else left
        (directory / "postmaster.pid").write_text("\n".join([number, *lines[1:]]))

        server.start()

        assert answer_of(server) == 42

    def test_ends_with_the_process_that_started_it(self, directory: Path):
        start = ("import os, signal, sys; from pathlib import Path; from cli.platform.postgres.server import EmbeddedPostgres; "
                 "server = EmbeddedPostgres(Path(sys.argv[1])); server.start(); print(server.pid, flush=True); "
                 "os.kill(os.getpid(), signal.SIGKILL)")

        ended = subprocess.run([sys.executable, "-c", start, str(directory)], capture_output=True, text=True, check=False,
                               env=os.environ | {"PYTHONPATH": str(ROOT)})

        assert ended.returncode == -signal.SIGKILL
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(int(ended.stdout)).wait(30)

    def test_says_that_its_settings_are_missing(self, server: EmbeddedPostgres, directory: Path):
        server.prepare()
        settings = directory / "postgresql.conf"
        settings.rename(directory / "away")

        with pytest.raises(WrongInput, match=r"postgresql\.conf is missing"):
            server.start()

        (directory / "away").rename(settings)


class TestRoles:
    """Until November 2026 every service was the superuser and could read everything."""

    def test_own_the_data_of_before_and_not_the_medical_store(self, server: EmbeddedPostgres):
        server.start()
        with connected(server, "postgres", "postgres") as superuser:
            superuser.execute("CREATE DATABASE casework")
        with connected(server, "casework", "postgres") as superuser:
            superuser.execute("CREATE TABLE dossier (id serial PRIMARY KEY, again int GENERATED ALWAYS AS IDENTITY); "
                              "CREATE SEQUENCE number; CREATE SCHEMA bus; CREATE TABLE bus.record (id int); "
                              "CREATE FUNCTION refuse() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        password = "p" * 40
        for _ in range(2):  # each start does this
            server.create_databases(["casework", "claims"])
            server.provide_stores(dict.fromkeys(PASSWORDS, password))

        with connected(server, "casework", f"casework_medical:{password}") as medical:
            medical.execute("CREATE TABLE medical.entry (text text)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                medical.execute("SELECT * FROM dossier")
        with connected(server, "casework", "casework") as owner:
            owner.execute("ALTER TABLE dossier ADD text text; ALTER TABLE bus.record ADD text text; DROP FUNCTION refuse(); "
                          "ALTER SEQUENCE number RESTART; CREATE SCHEMA own")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                owner.execute("SELECT * FROM medical.entry")
        refused = (("casework", "claims"), ("casework", "casework_medical"), ("claims", f"casework_medical:{password}"))
        for database, user in refused:
            with pytest.raises(psycopg.OperationalError, match=r"permission denied|no password"):
                connected(server, database, user)
