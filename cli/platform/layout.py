"""The paths of a platform below its data directory, and the names of its processes."""
import shlex
from dataclasses import dataclass
from pathlib import Path

from shared.kernel.services import DEPLOYED

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_DATA = ROOT / ".data"
DATABASES = (*DEPLOYED, "bus")


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths below one data directory."""

    data: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", self.data.absolute())

    @property
    def option(self) -> str:
        """The ``--data`` option to add to commands in messages; empty for the default directory."""
        return "" if self.data == DEFAULT_DATA.absolute() else f" --data {shlex.quote(str(self.data))}"

    @property
    def postgres(self) -> Path:
        """The data of the embedded PostgreSQL."""
        return self.data / "postgres"

    @property
    def kafka(self) -> Path:
        """The data of Apache Kafka, if it is the bus."""
        return self.data / "kafka"

    @property
    def logs(self) -> Path:
        """The log files, one per process."""
        return self.data / "logs"

    @property
    def run(self) -> Path:
        """Files that exist only while the platform runs."""
        return self.data / "run"

    @property
    def state_file(self) -> Path:
        """The file with the running processes and their ports."""
        return self.run / "platform.json"

    @property
    def lock_file(self) -> Path:
        """The lock of the one instance that may run on this data."""
        return self.run / "lock"

    @property
    def clock_file(self) -> Path:
        """The file with the platform clock's offset."""
        return self.data / "clock.json"

    @property
    def secrets_file(self) -> Path:
        """The file with the secrets that the processes share."""
        return self.data / "secrets.json"

    @property
    def seed_file(self) -> Path:
        """The progress of the demo employer, see `cli.demo.progress`."""
        return self.data / "demo-employer"

    def log_of(self, process: str) -> Path:
        """The log of one process."""
        return self.logs / f"{process}.log"

    def ready_file_of(self, process: str) -> Path:
        """The file that a worker touches once it is ready."""
        return self.run / f"{process}.ready"

    def make(self) -> None:
        """Create the directories."""
        for directory in (self.data, self.logs, self.run):
            directory.mkdir(parents=True, exist_ok=True)
