"""A temporary platform, started for one case and deleted afterwards."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from cli.endings import Misbehaved, say
from cli.platform.layout import ROOT, Layout
from cli.platform.processes import end_with_parent
from cli.platform.state import PlatformState, find_state

START_SECONDS = 120.0
STOP_SECONDS = 30.0
LOOK_SECONDS = 0.05


@contextmanager
def fresh_platform(*, bus: str, today: date | None, keep: bool, data: Path | None = None) -> Iterator[PlatformState]:
    """A running platform whose clock starts at noon of `today`.

    :param data: its data directory, by default a temporary one
    :param keep: leave it running, and print its address
    :raises Misbehaved: if it does not start
    """
    directory = data or Path(tempfile.mkdtemp(prefix="ontzorg-demo-"))
    layout = Layout(directory)
    command = [sys.executable, "-P", "-m", "cli", "up", "--data", str(directory), "--port", "0", "--bus", bus, "--bare",
               *(["--today", today.isoformat()] if today else [])]
    with (directory / "up.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                   start_new_session=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
                                   preexec_fn=None if keep else end_with_parent)
    is_kept = False
    try:
        yield _wait_until_ready(process, layout)
        is_kept = keep
    finally:
        if is_kept:
            _tell_where(layout)
        else:
            _stop(process)
            shutil.rmtree(directory, ignore_errors=True)


def _wait_until_ready(process: "subprocess.Popen[bytes]", layout: Layout) -> PlatformState:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        state = find_state(layout)
        if state and state.is_ready:
            return state
        if process.poll() is not None:
            raise Misbehaved(f"The platform does not start: {_last_words(layout)}")
        time.sleep(LOOK_SECONDS)
    raise Misbehaved(f"The platform was not ready within {START_SECONDS:.0f} seconds: {_last_words(layout)}")


def _last_words(layout: Layout) -> str:
    lines = (layout.data / "up.log").read_text(errors="replace").strip().splitlines()
    last = lines[-1] if lines else "it printed nothing"
    for log in sorted(layout.logs.glob("*.log")):
        if log.stem in last:
            said = log.read_text(errors="replace").strip().splitlines()
            return f"{last} ({said[-1][:500] if said else 'empty log'})"
    return last


def _tell_where(layout: Layout) -> None:
    state = find_state(layout)
    where = f" at {state.address}" if state else ""
    say(f"The platform keeps running{where}; stop it with: ./ontzorg down{layout.option}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
