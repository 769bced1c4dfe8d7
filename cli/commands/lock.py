"""Regenerate the lock files."""
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import click

from cli.endings import Misbehaved, say
from cli.platform.layout import ROOT

UV = "uv==0.13.9"
NAMES = ("requirements", "requirements-dev")
OPTIONS = ("--generate-hashes", "--universal", "--no-emit-index-url", "--no-emit-find-links", "--no-header",
           "--python-version", "3.11")


@click.command(epilog="Example: ./ontzorg lock --upgrade")
@click.option("--upgrade", is_flag=True, help="Take the newest versions that the .in files allow.")
def lock(upgrade: bool) -> None:
    """Regenerate requirements.lock and requirements-dev.lock from their .in files, with a hash for every package."""
    with tempfile.TemporaryDirectory() as directory:
        say("Fetching uv")
        venv.create(directory, with_pip=True)
        bin_directory = Path(directory) / "bin"
        _run([str(bin_directory / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", UV])
        for name in NAMES:
            say(f"Resolving {name}.in")
            extra = ("--upgrade",) if upgrade else ()
            _run([str(bin_directory / "uv"), "pip", "compile", "-q", f"{name}.in", *OPTIONS, *extra, "-o", f"{name}.lock"])


def _run(command: list[str]) -> None:
    ran = subprocess.run(command, cwd=ROOT, stdout=sys.stderr, stderr=subprocess.PIPE, text=True, check=False)
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["no message"])[-1]
        raise Misbehaved(f"{Path(command[0]).name} failed: {last}")
