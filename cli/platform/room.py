"""Checks of disk space and file ownership, and one-sentence messages for file system errors."""
import errno
import os
import pwd
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.endings import WrongInput
from cli.platform.layout import Layout
from cli.platform.state import shown

LEAST_FREE_MB = 200
"""Free space required to start, in megabytes."""
LOW_MB = 100
"""Free space in megabytes below which a running platform warns; PostgreSQL stops when the disk is full."""
LOOK_SECONDS = 5.0
CANNOT_WRITE = (errno.EACCES, errno.EROFS, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.ENOENT, errno.ENAMETOOLONG,
                errno.ELOOP)


def free_mb_of(directory: Path) -> int:
    """Free space for the directory in megabytes."""
    return shutil.disk_usage(directory).free // 2**20


def low_room(directory: Path, free_mb: int) -> str | None:
    """A warning if a running platform has little space left, else None."""
    if free_mb >= LOW_MB:
        return None
    return (f"The disk is {'full' if free_mb < 1 else 'almost full'}: {shown(directory)} has {free_mb} MB left; make room, "
            "for nothing can be saved without.")


class RoomWatch:
    """Checks the free space periodically while the platform runs.

    :param measure: returns the free space for a directory in megabytes
    """

    def __init__(self, directory: Path, measure: Callable[[Path], int] = free_mb_of, every_seconds: float = LOOK_SECONDS) -> None:
        self._directory = directory
        self._measure = measure
        self._every_seconds = every_seconds
        self._looked_at = float("-inf")
        self._is_low = False

    def look(self) -> Iterator[str]:
        """A sentence when space becomes scarce, and one when there is enough again; else None."""
        if time.monotonic() - self._looked_at < self._every_seconds:
            return
        self._looked_at = time.monotonic()
        sentence = low_room(self._directory, self._measure(self._directory))
        if sentence and not self._is_low:
            yield sentence
        elif self._is_low and not sentence:
            yield f"There is room for {shown(self._directory)} again."
        self._is_low = sentence is not None


def require_own(layout: Layout) -> None:
    """Refuse data with files of another user that this user cannot write; root may write everything.

    :raises WrongInput: naming the file and its owner
    """
    if os.geteuid() == 0:
        return
    files = (layout.lock_file, layout.state_file, layout.secrets_file, layout.clock_file, layout.seed_file)
    places = (layout.data, layout.logs, layout.run, layout.postgres, layout.kafka)
    for path in (*files, *places, *layout.logs.glob("*.log")):
        if path.exists() and (path.stat().st_uid != os.geteuid() if path == layout.postgres else not os.access(path, os.W_OK)):
            raise WrongInput(f"{shown(path)} belongs to user {_owner_of(path)}; run the command as that user, "
                             "or choose another place with --data.")


def _owner_of(path: Path) -> str:
    number = path.stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def require_room(directory: Path) -> None:
    """Refuse to start without enough space for PostgreSQL.

    :raises WrongInput: naming the directory
    """
    free_mb = free_mb_of(directory)
    if free_mb < LEAST_FREE_MB:
        raise WrongInput(f"The disk is full: {shown(directory)} has {free_mb} MB left and the platform needs "
                         f"{LEAST_FREE_MB}; make room, or choose another place with --data.")


@contextmanager
def system_errors(directory: Path) -> Iterator[None]:
    """Convert a file system error below `directory` to a one-sentence message.

    :raises WrongInput: naming the directory
    """
    try:
        yield
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise WrongInput(f"The disk is full: make room for {shown(directory)}, "
                             "or choose another place with --data.") from None
        if problem.errno in CANNOT_WRITE:
            raise WrongInput(f"{shown(directory)} cannot be written ({problem.strerror}); "
                             "choose another place with --data.") from None
        raise
