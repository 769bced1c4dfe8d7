"""veraPDF for the tests of documents: one jar from Maven Central, checked by its hash."""
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cli.checks.program import SystemProgram
from cli.endings import say

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
ARTIFACT, VERSION = "greenfield-apps", "1.28.2"
SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
JAR = TOOLS / f"{ARTIFACT}-{VERSION}.jar"
FETCH = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact=org.verapdf.apps:{ARTIFACT}:{VERSION}"]
LIMIT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class VeraPdf(SystemProgram):
    """veraPDF, which Debian does not have; needs Java, and Maven for its download."""

    name: str = "veraPDF"
    commands: tuple[str, ...] = ("java",)
    package: str = ""
    mark: str = "verapdf"

    @property
    def is_there(self) -> bool:
        return JAR.exists() and shutil.which("java") is not None

    def make(self) -> None:
        if not shutil.which("mvn"):
            return
        say(f"Fetching veraPDF {VERSION} with Maven; once")
        TOOLS.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=TOOLS) as directory:
            done = subprocess.run([*FETCH, f"-DoutputDirectory={directory}"], capture_output=True, text=True, check=False)
            found = Path(directory) / JAR.name
            if done.returncode or not found.exists():
                say(f"Maven failed: {(done.stdout + done.stderr).strip()[-300:]}")
            elif hashlib.sha256(found.read_bytes()).hexdigest() != SHA256:
                say(f"{JAR.name} is not the file that was reviewed")
            else:
                found.rename(JAR)

    @property
    def by_hand(self) -> str:
        return f"{' '.join(FETCH)} -DoutputDirectory=.tools"


def verdicts(files: Iterable[Path]) -> dict[str, list[str]]:
    """What veraPDF finds wrong in each file by the rules of PDF/UA-1, by file name; an empty list for a file that conforms."""
    command = ["java", "-cp", str(JAR), "org.verapdf.apps.GreenfieldCliWrapper", "-f", "ua1", "--format", "text", "-v"]
    said = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False,
                          timeout=LIMIT_SECONDS).stdout
    found: dict[str, list[str]] = {}
    name = ""
    for line in said.splitlines():
        word, _, rest = line.strip().partition(" ")
        if rest.endswith(" ua1"):
            name = Path(rest.removesuffix(" ua1")).name
            found[name] = []
        elif word == "FAIL":
            found[name].append(rest)
    return found
