"""Checks of a PostgreSQL data directory: its version, and leftovers of a killed server."""
import time
from pathlib import Path

import psutil

from cli.endings import Misbehaved, WrongInput
from cli.platform.postgres.installed import VERSION
from cli.platform.state import shown

MADE_BEFORE_DATA = {"log", ".handle_pids.json"}
"""Files that older releases created before the data itself."""
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.02


def check_version(directory: Path, way_out: str = "restore the data from a backup, or choose another directory") -> None:
    """Check a data directory; returns whether it has data, which otherwise must be created.

    :param way_out: advice for the message about unusable data
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
    """Remove the pid files of a killed server if they are damaged or its pid was reused by another program.

    PostgreSQL would mistake that program for a server on the same data and refuse to start. The caller must know that no
    server runs on the data.

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
    """Wait for backends of a killed server, which end once they notice; until then they use the data."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(_works_in(process, directory) for process in psutil.process_iter(["name"]) if process.info["name"] == "postgres"):
        if time.monotonic() > deadline:
            raise Misbehaved(f"Processes of an earlier PostgreSQL still use {shown(directory)}.")
        time.sleep(LOOK_SECONDS)


def _works_in(process: psutil.Process, directory: Path) -> bool:
    try:
        return process.cwd() == str(directory)
    except psutil.Error:
        return False
