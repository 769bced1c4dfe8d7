"""System programs that some tests need, and their installation."""
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from cli.checks.kustomize import Kustomize
from cli.checks.node_packages import ASYNCAPI_PARSER, SPECTRAL
from cli.checks.program import SystemProgram
from cli.checks.si_ubl import SiUbl
from cli.checks.vera_pdf import VeraPdf
from cli.endings import say

PROGRAMS = (
    SystemProgram("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium", "browser"),
    SystemProgram("Java", ("java",), "default-jre-headless", "kafka"),
    SystemProgram("Maven", ("mvn",), "maven", "kafka"),
    SystemProgram("promtool", ("promtool",), "prometheus", "promtool"),
    Kustomize(),
    VeraPdf(),
    SiUbl(),
    SystemProgram("npm", ("npm",), "npm", "node"),
    ASYNCAPI_PARSER,
    SPECTRAL,
)


def provide() -> list[SystemProgram]:
    """Install missing programs if permitted; returns those still missing."""
    missing = [program for program in PROGRAMS if not program.is_there]
    packages = [program.package for program in missing if program.package]
    if packages and os.geteuid() == 0 and shutil.which("apt-get") and Path("/etc/debian_version").exists():
        _apt_install(packages)
    for program in missing:
        program.make()
    return [program for program in missing if not program.is_there]


def line_to_run(programs: Iterable[SystemProgram]) -> str:
    """The command with which an administrator installs them."""
    programs = list(programs)
    packages = " ".join(program.package for program in programs if program.package)
    apt = [f"sudo apt-get install --no-install-recommends {packages}"] if packages else []
    return "; ".join(apt + [program.by_hand for program in programs if program.by_hand])


def _apt_install(packages: list[str]) -> None:
    say(f"Installing {', '.join(packages)} with apt-get; this takes minutes, once")
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *arguments], env=environ, stdout=subprocess.DEVNULL, check=False)
