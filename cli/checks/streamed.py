"""Run a program with a time limit, and stream its output except for the last line."""
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from cli.platform.layout import ROOT

GRACE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of the program.

    :ivar code: exit code; None after the time limit
    :ivar last_line: last line of output, not yet shown
    """

    code: int | None
    last_line: str

    @property
    def is_good(self) -> bool:
        """Whether it exited with 0."""
        return self.code == 0


def run_streamed(command: Sequence[str], seconds: float) -> Outcome:
    """Run the command in the project's directory; its child processes end with it."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               start_new_session=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    timed_out = threading.Event()
    timer = threading.Timer(seconds, _end, (process, timed_out))
    timer.start()
    try:
        last_line = _show(process)
        code = process.wait()
    except KeyboardInterrupt:
        _signal(process, signal.SIGINT)
        raise
    finally:
        timer.cancel()
    return Outcome(None if timed_out.is_set() else code, last_line)


def _show(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    last_line = ""
    with process.stdout as lines:
        for line in lines:
            if line.strip():
                _print(last_line)
                last_line = line.rstrip("\n")
    return last_line


def _print(line: str) -> None:
    if line:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _end(process: "subprocess.Popen[str]", timed_out: threading.Event) -> None:
    timed_out.set()
    _signal(process, signal.SIGINT)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _signal(process, signal.SIGKILL)


def _signal(process: "subprocess.Popen[str]", number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
