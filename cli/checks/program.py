"""Programs outside Python that some tests need."""
import shutil
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SystemProgram:
    """A program outside Python.

    :ivar commands: alternatives; one is sufficient
    :ivar package: Debian package; empty if Debian has no suitable one
    :ivar mark: pytest mark of the tests that need it
    """

    name: str
    commands: tuple[str, ...]
    package: str
    mark: str

    @property
    def is_there(self) -> bool:
        """Whether one of its commands is on the PATH."""
        return any(shutil.which(command) for command in self.commands)

    def make(self) -> None:
        """Install a program without a Debian package; does nothing by default."""

    @property
    def by_hand(self) -> str:
        """The command with which a person installs it."""
        return ""
