"""A web process of a service, started as in production, on a database of the test."""
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from cli.platform.ports import answers
from tests.deployment.production import ROOT


@dataclass(frozen=True)
class WebProcess:
    """A running web process.

    :ivar port: on which it listens
    """

    port: int
    process: "subprocess.Popen[bytes]"

    def peak_mb(self) -> float:
        """The most memory that the serving process has had: of gunicorn's two, the larger one."""
        return max(_peak_kb(each.pid) for each in [self.process, *psutil.Process(self.process.pid).children()]) / 1024


@contextmanager
def web_process(service: str, port: int, environ: Mapping[str, str], log: Path, *options: str) -> Iterator[WebProcess]:
    """Start `python -m cli.run.serve <service> web` with these settings and options, and stop it afterwards."""
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "cli.run.serve", service, "web", *options], cwd=ROOT,
                                   env={"PATH": "/usr/bin:/bin", **environ}, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 60
        while not answers(port, "/health/live"):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield WebProcess(port, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _peak_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])
