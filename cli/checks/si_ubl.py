"""The rules of SI-UBL 2.0 for the tests of e-invoices, which include EN 16931, and Saxon to run them: jars of Maven Central."""
import hashlib
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from cli.checks.program import SystemProgram
from cli.endings import say

TOOLS = Path(__file__).resolve().parents[2] / ".tools"
RULES = "external/schematron/simplerinvoicing/si-ubl-2.0.3.12.xslt"
LIMIT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Jar:
    """A jar that was reviewed."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return TOOLS / f"{self.artifact}-{self.version}.jar"

    @property
    def fetch(self) -> list[str]:
        """The command that downloads it."""
        return ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={self.group}:{self.artifact}:{self.version}"]


SAXON = Jar("net.sf.saxon", "Saxon-HE", "10.9", "491d8edf4ec811d15c2b2417b007218b9b938f15e4dfbad004025beb4e70e960")
SI_UBL = Jar("com.helger.phive.rules", "phive-rules-simplerinvoicing", "4.2.3",
             "c744846f99ca49c7b2889f683e5a464213b7123c2045f0c6ff0e1d03584febbc")


@dataclass(frozen=True, slots=True)
class SiUbl(SystemProgram):
    """The rules of SI-UBL, which Debian does not have; needs Java, and Maven for the download."""

    name: str = "SI-UBL"
    commands: tuple[str, ...] = ("java",)
    package: str = ""
    mark: str = "si_ubl"

    @property
    def is_there(self) -> bool:
        return all(jar.path.exists() for jar in (SAXON, SI_UBL)) and shutil.which("java") is not None

    def make(self) -> None:
        if shutil.which("mvn"):
            say("Fetching the rules of SI-UBL with Maven; once")
            for jar in (SAXON, SI_UBL):
                _fetch(jar)

    @property
    def by_hand(self) -> str:
        return "; ".join(f"{' '.join(jar.fetch)} -DoutputDirectory=.tools" for jar in (SAXON, SI_UBL))


def _fetch(jar: Jar) -> None:
    TOOLS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TOOLS) as directory:
        done = subprocess.run([*jar.fetch, f"-DoutputDirectory={directory}"], capture_output=True, text=True, check=False)
        found = Path(directory) / jar.path.name
        if done.returncode or not found.exists():
            say(f"Maven failed: {(done.stdout + done.stderr).strip()[-300:]}")
        elif hashlib.sha256(found.read_bytes()).hexdigest() != jar.sha256:
            say(f"{jar.path.name} is not the file that was reviewed")
        else:
            found.rename(jar.path)


def broken_rules(directory: Path) -> dict[str, list[tuple[str, str]]]:
    """Code and flag of the rules that each e-invoice of a directory breaks, by file name.

    :param directory: with e-invoices alone; the reports are written beside it
    """
    rules, reports = directory.with_suffix(".xslt"), directory.with_suffix(".reports")
    with zipfile.ZipFile(SI_UBL.path) as jar:
        rules.write_bytes(jar.read(RULES))
    reports.mkdir()
    subprocess.run(["java", "-cp", str(SAXON.path), "net.sf.saxon.Transform", f"-s:{directory}", f"-xsl:{rules}",
                    f"-o:{reports}"], capture_output=True, check=True, timeout=LIMIT_SECONDS)
    return {report.name: [(str(failed.get("id")), str(failed.get("flag")))
                          for failed in ElementTree.parse(report).iter("{http://purl.oclc.org/dsdl/svrl}failed-assert")]
            for report in sorted(reports.iterdir())}
