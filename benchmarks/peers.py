"""The Python environment of the peers, created once from `peers.lock` in `.peers/`, separate from the project's."""
import hashlib
import shutil
import subprocess
import venv
from pathlib import Path

from cli.platform.layout import ROOT

LOCK = ROOT / "benchmarks" / "peers.lock"
HOME = ROOT / ".peers"


def peers_python() -> Path:
    """Return the Python of the environment for the lock file, which is recreated if the lock file changed."""
    wanted, mark = hashlib.sha256(LOCK.read_bytes()).hexdigest(), HOME / "made-from"
    python = HOME / "bin" / "python"
    if mark.exists() and mark.read_text() == wanted:
        return python
    shutil.rmtree(HOME, ignore_errors=True)
    venv.create(HOME, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", LOCK],
                   check=True)
    mark.write_text(wanted)
    return python
