"""`./ontzorg` before its environment stands: it installs once, and says in one sentence what keeps it from that."""
import errno
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

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
    """A clone that has nothing but the launcher and a lock file of one package."""
    shutil.copy(ROOT / "ontzorg", tmp_path / "ontzorg")
    (tmp_path / "requirements.lock").write_text(f"click==8.5.1 --hash=sha256:{'0' * 64}\n")
    return tmp_path


def run(project: Path, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, str(project / "ontzorg"), *arguments], capture_output=True, text=True, timeout=120,
                          check=False, cwd="/", env=os.environ | environ)


class TestFirstSetUp:
    def test_says_in_one_sentence_that_there_is_no_network(self, project: Path) -> None:
        ended = run(project, "status", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0")

        assert ended.returncode == 2
        assert "Traceback" not in ended.stderr
        assert ended.stderr.strip().splitlines()[-1].startswith("No network: the first set-up fetches its Python packages")

    def test_installs_nothing_where_the_stamp_says_it_stands(self, project: Path, launcher: ModuleType) -> None:
        python = project / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text('#!/bin/sh\necho "handed over: $*"\n')
        python.chmod(0o755)
        digest = subprocess.run(["sha256sum", str(project / "requirements.lock")], capture_output=True, text=True,
                                check=True).stdout.split()[0]
        (project / ".venv" / ".installed-requirements.lock").write_text(digest)

        ended = run(project, "status", "--json")

        assert ended.stdout == "handed over: -P -m cli status --json\n"


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
