"""Programs of the system that some tests need, and how they come onto the machine."""
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cli.endings import say


@dataclass(frozen=True, slots=True)
class SystemProgram:
    """A program outside Python.

    :ivar commands: any of these will do
    :ivar package: Debian's
    :ivar mark: of the tests that need it
    """

    name: str
    commands: tuple[str, ...]
    package: str
    mark: str

    @property
    def is_there(self) -> bool:
        """Whether one of its commands is found."""
        return any(shutil.which(command) for command in self.commands)


PROGRAMS = (
    SystemProgram("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium", "browser"),
    SystemProgram("Java", ("java",), "default-jre-headless", "kafka"),
    SystemProgram("Maven", ("mvn",), "maven", "kafka"),
)


def provide() -> list[SystemProgram]:
    """Install what is missing where that may be done; gives what is missing still."""
    missing = [program for program in PROGRAMS if not program.is_there]
    if missing and os.geteuid() == 0 and shutil.which("apt-get") and Path("/etc/debian_version").exists():
        _apt_install([program.package for program in missing])
    return [program for program in missing if not program.is_there]


def line_to_run(programs: Iterable[SystemProgram]) -> str:
    """What an administrator types to install them."""
    return "sudo apt-get install --no-install-recommends " + " ".join(program.package for program in programs)


def _apt_install(packages: list[str]) -> None:
    say(f"Installing {', '.join(packages)} with apt-get; this takes minutes, once")
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *arguments], env=environ, stdout=subprocess.DEVNULL, check=False)
