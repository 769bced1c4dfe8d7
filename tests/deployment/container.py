"""A container without an engine: runs the image's start command, isolated as far as this machine allows.

With root and namespaces, the command gets a root that is read-only except /tmp, and the image's numeric user. Elsewhere the
command gets only the image's environment and directory, on files that cannot be written.
"""
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import IO

from tests.deployment.image import Image

START_SECONDS = 120.0
"""Generous, for a busy machine with two cores that starts several at once."""
SOCKET = ".s.PGSQL.5432"
SYSTEM = ("/bin", "/lib", "/lib64", "/usr", "/etc", "/dev", "/proc")
ISOLATED = """
set -e
mount --bind {root} {root}
mkdir -p {root}/tmp {root}/run/postgres; touch {root}/run/postgres/{socket}
mount -t tmpfs -o mode=1777 tmpfs {root}/tmp
for path in {shared}; do mkdir -p {root}"$path"; mount --rbind "$path" {root}"$path"; done
mount --bind {socket_path} {root}/run/postgres/{socket}
{remounts}
mount -o remount,bind,ro {root}
exec chroot --userspec={user} --groups= {root} /usr/bin/env -i {environ} /bin/sh -c 'cd "$0" && exec "$@"' {workdir} {words}
"""


@cache
def can_isolate() -> bool:
    """Whether this machine allows unprivileged namespaces."""
    probe = ["unshare", "--mount", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return os.geteuid() == 0 and subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


class Container:
    """One run of an image; ends with the `with` block.

    :param command: ENTRYPOINT with its arguments
    :param socket_directory: of the PostgreSQL that the process may reach, in the image at ``/run/postgres``
    """

    def __init__(self, image: Image, command: list[str], environ: Mapping[str, str], socket_directory: Path, log: Path) -> None:
        self._image = image
        self._log = log
        self._command = command
        self._environ = dict(image.environ) | dict(environ)
        self._socket_directory = socket_directory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Container":
        with self._log.open("wb") as log:
            self._process = self._isolated(log) if can_isolate() else self._plain(log)
        return self

    def __exit__(self, *_: object) -> None:
        if self._running.poll() is None:
            self._running.kill()
            self._running.wait()

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    def _isolated(self, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        root = shlex.quote(str(self._image.root))
        shared = sorted({*filter(os.path.exists, SYSTEM), sys.base_prefix, sys.prefix})
        script = ISOLATED.format(
            root=root, shared=" ".join(map(shlex.quote, shared)), socket=SOCKET, user=self._image.user,
            socket_path=shlex.quote(str(self._socket_directory / SOCKET)), workdir=self._image.workdir,
            remounts="\n".join(f"mount -o remount,bind,ro {root}{path}" for path in shared if path not in ("/dev", "/proc")),
            environ=" ".join(shlex.quote(f"{name}={value}") for name, value in self._environ.items()),
            words=shlex.join(self._command))
        return subprocess.Popen(["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", script],
                                stdout=log, stderr=subprocess.STDOUT)

    def _plain(self, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        for path in self._image.place(".").rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        own = str(self._image.place("/opt/venv/bin"))
        environ = {name: value.replace("/opt/venv/bin", own).replace("/run/postgres", str(self._socket_directory))
                   for name, value in self._environ.items()}
        return subprocess.Popen(self._command, cwd=self._image.place("."), env=environ, stdout=log, stderr=subprocess.STDOUT)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait until a condition holds; fail if the process exits first."""
        deadline = time.monotonic() + START_SECONDS
        while not is_so():
            assert self._running.poll() is None, f"it ended with {self._running.returncode}: {self.said}"
            assert time.monotonic() < deadline, f"not in {START_SECONDS} seconds: {self.said}"
            time.sleep(0.1)

    def end(self, grace_seconds: float) -> int:
        """Send SIGTERM and return the exit code; fail after the grace period."""
        self._running.send_signal(signal.SIGTERM)
        return self._running.wait(grace_seconds)

    def wait(self) -> int:
        """Wait for the process and return its exit code."""
        return self._running.wait(START_SECONDS)

    @property
    def user(self) -> tuple[int, str]:
        """Return the user id of the running process and its effective capabilities."""
        status = Path(f"/proc/{self._running.pid}/status").read_text()
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        return int(fields["Uid"].split()[1]), fields["CapEff"].strip()

    @property
    def said(self) -> str:
        """Return the log."""
        return self._log.read_text(errors="replace")[-20000:]
