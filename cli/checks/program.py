"""A program outside Python that some tests need."""
import shutil
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SystemProgram:
    """A program outside Python.

    :ivar commands: any of these will do
    :ivar package: Debian's; empty where Debian has none that will do
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

    def make(self) -> None:
        """Bring it onto the machine where Debian does not; most come from Debian."""

    @property
    def by_hand(self) -> str:
        """The command that does so, for a person."""
        return ""
