"""Packages of npm that a test needs: pinned with their hashes, fetched from whatever registry npm is configured for."""
import subprocess
from pathlib import Path

from cli.endings import say

FOLDERS = (Path(__file__).resolve().parents[2] / "tests" / "contracts" / "asyncapi",)
LIMIT_SECONDS = 300


def provide_packages() -> bool:
    """Install what the lock files name where it is not there yet; gives whether all is there."""
    return all(are_installed(folder) or _install(folder) for folder in FOLDERS)


def are_installed(folder: Path) -> bool:
    """Whether npm has finished installing what the lock file names now."""
    done = folder / "node_modules" / ".package-lock.json"  # the last file that npm writes
    return done.exists() and done.stat().st_mtime >= (folder / "package-lock.json").stat().st_mtime


def _install(folder: Path) -> bool:
    say(f"Installing the packages of {folder.name} with npm; once")
    try:
        done = subprocess.run(["npm", "ci"], cwd=folder, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        say(f"npm ci took longer than {LIMIT_SECONDS} seconds")
        return False
    if done.returncode:
        say(f"npm ci failed: {done.stderr.strip()}")
    return done.returncode == 0
