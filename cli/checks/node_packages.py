"""npm packages that tests need: pinned with hashes, fetched from the configured registry."""
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cli.checks.program import SystemProgram
from cli.endings import say

ROOT = Path(__file__).resolve().parents[2]
LIMIT_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePackages(SystemProgram):
    """The packages of one lock file, installed in its folder.

    :ivar folder: below the root of the project, or absolute
    """

    name: str
    commands: tuple[str, ...] = ()
    package: str = ""
    mark: str = "node"
    folder: Path

    @property
    def is_there(self) -> bool:
        """Whether npm has finished installing the present lock file."""
        done = ROOT / self.folder / "node_modules" / ".package-lock.json"  # the last file that npm writes
        return done.exists() and done.stat().st_mtime >= (ROOT / self.folder / "package-lock.json").stat().st_mtime

    def make(self) -> None:
        if not shutil.which("npm"):
            return
        say(f"Installing {self.name} with npm; once")
        try:
            done = subprocess.run(["npm", "ci"], cwd=ROOT / self.folder, capture_output=True, text=True, check=False,
                                  timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            say(f"npm ci took longer than {LIMIT_SECONDS} seconds")
            return
        if done.returncode:
            say(f"npm ci failed: {done.stderr.strip()}")

    @property
    def by_hand(self) -> str:
        return f"(cd {self.folder} && npm ci)"


ASYNCAPI_PARSER = NodePackages(name="the parser of AsyncAPI", folder=Path("tests/contracts/asyncapi"))
SPECTRAL = NodePackages(name="the linter of the API Design Rules", folder=Path("tests/contracts/spectral"))
