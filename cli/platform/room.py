"""Is there room on the disk, and what an error of the system means in one sentence."""
import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.endings import WrongInput
from cli.platform.state import shown

LEAST_FREE_MB = 200
CANNOT_WRITE = (errno.EACCES, errno.EROFS, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.ENOENT, errno.ENAMETOOLONG,
                errno.ELOOP)


def require_room(directory: Path) -> None:
    """Refuse to start where PostgreSQL would soon stop.

    :raises WrongInput: naming the directory
    """
    free_mb = shutil.disk_usage(directory).free // 2**20
    if free_mb < LEAST_FREE_MB:
        raise WrongInput(f"The disk is full: {shown(directory)} has {free_mb} MB left and the platform needs "
                         f"{LEAST_FREE_MB}; make room, or choose another place with --data.")


@contextmanager
def system_errors(directory: Path) -> Iterator[None]:
    """Turn an error of the file system below `directory` into one sentence.

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
