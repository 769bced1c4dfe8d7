"""`./ontzorg` without an environment: it installs once, and reports a failure in one sentence."""
import errno
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def launcher() -> ModuleType:
    loader = SourceFileLoader("launcher", str(ROOT / "ontzorg"))
    spec = spec_from_loader("launcher", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone with only the launcher and a lock file of one package."""
    shutil.copy(ROOT / "ontzorg", tmp_path / "ontzorg")
    (tmp_path / "requirements.lock").write_text(f"click==8.5.1 --hash=sha256:{'0' * 64}\n")
    return tmp_path


def give_help(project: Path) -> None:
    """Add the module that the help is read from."""
    for name in ("cli/__init__.py", "cli/commands/__init__.py", "cli/overview.py"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)


def stand_in_for_python(project: Path) -> Path:
    """A complete environment whose Python only prints its arguments."""
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "handed over: $*"\n')
    python.chmod(0o755)
    digest = hashlib.sha256((project / "requirements.lock").read_bytes()).hexdigest()
    (project / ".venv" / ".installed-requirements.lock").write_text(digest)
    return python


def run(project: Path, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, str(project / "ontzorg"), *arguments], capture_output=True, text=True, timeout=120,
                          check=False, cwd="/", env=os.environ | environ)


class TestHelp:
    @pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",)], ids=["no arguments", "-h", "--help"])
    def test_needs_nothing_installed(self, project: Path, arguments: tuple[str, ...]) -> None:
        give_help(project)

        ended = run(project, *arguments, PIP_INDEX_URL="http://127.0.0.1:9/simple")

        assert (ended.returncode, ended.stderr) == (0, "")
        assert all(f"\n  {name} " in ended.stdout for name in COMMANDS)
        assert not (project / ".venv").exists()

    @pytest.mark.parametrize("arguments", [(), ("-h",)], ids=["no arguments", "-h"])
    def test_is_the_same_with_a_complete_environment(self, project: Path, arguments: tuple[str, ...]) -> None:
        give_help(project)

        inside = subprocess.run([sys.executable, "-m", "cli", *arguments], capture_output=True, text=True, timeout=60,
                                check=False, cwd=ROOT)

        assert (inside.returncode, inside.stdout) == (0, run(project, *arguments).stdout)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_of_a_command_needs_no_package_of_the_tests(self, name: str) -> None:
        without = "import sys; sys.modules.update(dict.fromkeys(('pytest', 'hypothesis', 'playwright'))); "
        start = f"from cli.__main__ import main; main([{name!r}, '--help'])"

        ended = subprocess.run([sys.executable, "-c", without + start], capture_output=True, text=True, timeout=60,
                               check=False, cwd=ROOT)

        assert (ended.returncode, ended.stderr) == (0, "")
        assert "Usage:" in ended.stdout

    def test_of_a_command_does_not_ask_for_the_packages_of_the_tests(self, project: Path) -> None:
        stand_in_for_python(project)

        ended = run(project, "test", "--help")

        assert ended.stdout == "handed over: -P -m cli test --help\n"


class TestFirstSetUp:
    def test_says_in_one_sentence_that_there_is_no_network(self, project: Path) -> None:
        ended = run(project, "status", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0")

        assert ended.returncode == 2
        assert "Traceback" not in ended.stderr
        assert ended.stderr.strip().splitlines()[-1].startswith("No network: the first set-up fetches its Python packages")

    def test_installs_nothing_if_the_stamp_is_up_to_date(self, project: Path) -> None:
        stand_in_for_python(project)

        ended = run(project, "status", "--json")

        assert ended.stdout == "handed over: -P -m cli status --json\n"


    def test_says_that_the_environment_is_not_this_users(self, project: Path) -> None:
        stand_in_for_python(project).chmod(0o644)

        ended = run(project, "status")

        assert ended.returncode == 2
        assert ended.stderr.startswith(f"The environment in {project / '.venv'} cannot be used by this user")
        assert ended.stderr.count("\n") == 1


class TestSentences:
    @pytest.mark.parametrize("said", [
        "NewConnectionError('<pip._vendor...>: Failed to establish a new connection: [Errno 111] Connection refused')",
        "Temporary failure in name resolution", "[Errno 101] Network is unreachable", "ReadTimeoutError: ReadTimeout"])
    def test_knows_the_signs_of_no_network(self, launcher: ModuleType, said: str) -> None:
        assert launcher.why_pip_failed(said, "Installing failed").startswith("No network")

    def test_knows_a_full_disk_in_what_pip_says(self, launcher: ModuleType) -> None:
        said = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"

        assert launcher.why_pip_failed(said, "Installing failed").startswith("The disk is full: make room")

    def test_knows_a_full_disk_of_its_own(self, launcher: ModuleType) -> None:
        assert launcher.sentence_of(OSError(errno.ENOSPC, "No space left on device")).startswith("The disk is full")

    def test_gives_the_last_words_of_pip_otherwise(self, launcher: ModuleType) -> None:
        said = "Collecting click\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n\n"

        assert launcher.why_pip_failed(said, "Installing failed") == (
            "Installing failed: ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")
