"""Where a platform keeps its things below its data directory, and what it is made of."""
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
        """What a command that is shown to a person needs besides its name, so that it means this data."""
        return "" if self.data == DEFAULT_DATA.absolute() else f" --data {shlex.quote(str(self.data))}"

    @property
    def postgres(self) -> Path:
        """The data of the embedded PostgreSQL."""
        return self.data / "postgres"

    @property
    def kafka(self) -> Path:
        """The data of Apache Kafka, where it is the bus."""
        return self.data / "kafka"

    @property
    def logs(self) -> Path:
        """A file per process."""
        return self.data / "logs"

    @property
    def run(self) -> Path:
        """What exists only while the platform runs."""
        return self.data / "run"

    @property
    def state_file(self) -> Path:
        """Which processes run, and where."""
        return self.run / "platform.json"

    @property
    def lock_file(self) -> Path:
        """Held by the one instance that may run on this data."""
        return self.run / "lock"

    @property
    def clock_file(self) -> Path:
        """The platform clock's offset."""
        return self.data / "clock.json"

    @property
    def secrets_file(self) -> Path:
        """Secrets that the processes share, made once."""
        return self.data / "secrets.json"

    @property
    def seed_file(self) -> Path:
        """There once the demo employer was added."""
        return self.data / "demo-employer"

    def log_of(self, process: str) -> Path:
        """The log of one process."""
        return self.logs / f"{process}.log"

    def ready_file_of(self, process: str) -> Path:
        """What a worker touches once it works."""
        return self.run / f"{process}.ready"

    def make(self) -> None:
        """Create the directories."""
        for directory in (self.data, self.logs, self.run):
            directory.mkdir(parents=True, exist_ok=True)
