"""The command as operators use it: killed processes are restarted or stopped, damage is reported, data is never mixed."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from cli.platform.layout import ROOT, Layout
from cli.platform.leftovers import find_leftovers
from cli.platform.state import PlatformState, find_state, is_held

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]
PATIENCE_SECONDS = 240.0
"""A busy machine takes its time; nothing here measures it."""
ENVIRON = os.environ | {"PYTHONPATH": str(ROOT)}


def run(*arguments: str, layout: Layout) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-P", "-m", "cli", *arguments, "--data", str(layout.data)], capture_output=True,
                          text=True, timeout=PATIENCE_SECONDS, check=False, env=ENVIRON)


def refusal(*arguments: str, layout: Layout) -> str:
    """Return the one sentence on stderr of a command that fails because of its user's input."""
    ended = run(*arguments, layout=layout)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1), ended.stderr
    return ended.stderr.strip()


def until(found: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (value := found()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return value


class Platform:
    """A platform in a folder whose name has a space."""

    def __init__(self, data: Path) -> None:
        self.layout = Layout(data)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> PlatformState:
        """Start or restart the platform, and wait until it is ready."""
        self.end()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("w") as log:
            self.process = subprocess.Popen([sys.executable, "-P", "-m", "cli", "up", "--port", "0", "--data",
                                             str(self.layout.data), *options], stdout=log, stderr=log, env=ENVIRON)
        return until(self.ready_state)

    @property
    def log(self) -> Path:
        return self.layout.data.with_name("up.log")

    def ready_state(self) -> PlatformState | None:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        state = find_state(self.layout)
        return state if state and state.is_ready else None

    def condition(self) -> dict[str, Any]:
        return dict(json.loads(run("status", "--json", layout=self.layout).stdout))

    def pid_of(self, name: str) -> int | None:
        state = find_state(self.layout)
        return next((one.pid for one in state.processes if one.name == name), None) if state else None

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE_SECONDS)


@pytest.fixture
def platform() -> Iterator[Platform]:
    folder = Path(tempfile.mkdtemp(prefix="ontzorg a folder "))  # pytest's own is closed to the user who runs PostgreSQL
    platform = Platform(folder / "data")
    yield platform
    platform.end()
    run("down", layout=platform.layout)
    shutil.rmtree(folder)


class TestPlatformThatRuns:
    def test_starts_again_what_was_killed_and_takes_everything_with_it_when_killed_itself(self, platform: Platform) -> None:
        platform.start("--bare")
        layout = platform.layout
        data_option = f"--data '{layout.data}'"

        for name in ("claims-worker", "postgres"):
            killed = platform.pid_of(name)
            assert killed
            os.kill(killed, signal.SIGKILL)
            until(lambda name=name, killed=killed: (pid := platform.pid_of(name)) and pid != killed)
        condition = until(lambda: (found := platform.condition())["ready"] and found)
        processes = {one["name"]: (one["restarts"], one["trouble"]) for one in condition["processes"]}
        assert processes["claims-worker"][0] >= 1
        assert processes["postgres"] == (1, "stopped by itself (killed by SIGKILL)")
        for log in (platform.log, layout.log_of("supervisor")):
            assert "postgres stopped by itself (killed by SIGKILL) and is started again in 1 s; its log: " in log.read_text()

        assert refusal("up", "--port", "0", layout=layout).endswith(
            f"stop it with ./ontzorg down {data_option}, or choose other data with --data.")
        assert refusal("reset", "--yes", layout=layout) == f"The platform runs; stop it first with: ./ontzorg down {data_option}"
        layout.state_file.write_text("{")
        assert "platform.json is damaged" in refusal("status", layout=layout)

        postgres = [process for name, process in find_leftovers(layout) if name == "postgres"]
        platform.end(signal.SIGKILL)
        psutil.wait_procs(postgres, PATIENCE_SECONDS)
        assert not any(process.is_running() for process in postgres)
        assert run("down", layout=layout).stderr.startswith(("No platform runs on ", "Stopped the processes"))

    def test_keeps_its_clock_and_its_data_to_itself(self, platform: Platform) -> None:
        layout = platform.layout
        platform.start("--bare", "--today", "2028-03-01")
        offset = json.loads(layout.clock_file.read_text())
        assert run("down", layout=layout).stderr == "Stopped.\n"
        assert not is_held(layout)
        secrets = json.loads(layout.secrets_file.read_text())
        assert run("rotate-secrets", layout=layout).stderr.startswith("Replaced; they take effect with: ./ontzorg up --data ")
        assert json.loads(layout.secrets_file.read_text())["identity_previous_secret"] == secrets["identity_secret"]

        platform.start()
        until(lambda: "Ready in" in platform.log.read_text())

        assert json.loads(layout.clock_file.read_text()) == offset
        assert "demo employer" not in platform.log.read_text()
        assert "is encrypted with IDENTITY_SECRET" in layout.log_of("rotate-secret").read_text()
        platform.end()
        layout.clock_file.rename(layout.data / "away")
        ended = run("up", "--port", "0", layout=layout)
        assert (ended.returncode, "Go on from that day with: ./ontzorg up --today 2028-03-0" in ended.stderr) == (2, True)
        (layout.data / "away").rename(layout.clock_file)
        layout.secrets_file.write_text(json.dumps(secrets | {"identity_secret": "x" * 40}))
        ended = run("up", "--port", "0", layout=layout)
        assert (ended.returncode, "IDENTITY_SECRET does not fit the signing key" in ended.stderr) == (1, True)
        assert refusal("up", "--port", "0", "--today", "2028-02-01", layout=layout).startswith(
            "The platform's clock is at 2028-03-0")

    def test_goes_on_with_a_first_fill_that_was_broken_off(self, platform: Platform) -> None:
        layout = platform.layout
        platform.start()
        until(lambda: json.loads(layout.seed_file.read_text())["done"] >= 1)
        platform.end(signal.SIGINT)
        done = json.loads(layout.seed_file.read_text())["done"]
        layout.secrets_file.unlink()

        platform.start()
        until(lambda: json.loads(layout.seed_file.read_text())["done"] > done)

        assert "Going on with the history of the demo employer" in platform.log.read_text()
        assert "refused" not in platform.log.read_text()
        assert "secrets.json was missing: new secrets were made" in platform.log.read_text()


class TestPlatformThatIsStopped:
    @pytest.fixture
    def layout(self) -> Iterator[Layout]:
        folder = Path(tempfile.mkdtemp(prefix="ontzorg-stopped-"))
        layout = Layout(folder / "data")
        layout.make()
        yield layout
        shutil.rmtree(folder)

    def test_reports_damage_in_one_sentence(self, layout: Layout) -> None:
        layout.clock_file.write_text('{"offset_seconds": "')
        assert "clock.json is damaged" in refusal("up", "--port", "0", layout=layout)
        layout.clock_file.unlink()
        layout.secrets_file.write_text("not JSON")
        assert "secrets.json is damaged" in refusal("up", "--port", "0", layout=layout)
        layout.secrets_file.unlink()
        layout.seed_file.write_text('{"end": 1}')
        assert "demo-employer is damaged" in refusal("up", "--port", "0", layout=layout)
        layout.seed_file.unlink()
        layout.postgres.mkdir()
        for said, sentence in (("eighteen", "PG_VERSION is damaged"), ("16", "holds data of PostgreSQL 16")):
            (layout.postgres / "PG_VERSION").write_text(said)
            assert sentence in refusal("up", "--bare", "--port", "0", layout=layout)
        (layout.postgres / "PG_VERSION").rename(layout.postgres / "base")
        assert "PG_VERSION is missing" in refusal("up", "--bare", "--port", "0", layout=layout)

    @pytest.mark.parametrize("began", [1.0, None], ids=["another beginning", "of an older release"])
    def test_leaves_a_process_alone_that_got_the_number_of_a_former_one(self, layout: Layout, began: float | None) -> None:
        innocent = subprocess.Popen(["sleep", "60"])
        former = {"name": "gateway", "role": "web", "pid": innocent.pid, "port": 1, "began": began}
        layout.state_file.write_text(json.dumps({
            "pid": innocent.pid, "began": began, "address": "http://127.0.0.1:1", "bus": "postgresql", "database": "PostgreSQL",
            "is_ready": True, "processes": [former]}))
        layout.lock_file.write_text(json.dumps({"pid": innocent.pid, "began": began}))

        stopped, shown = run("down", layout=layout), run("status", layout=layout)

        assert (stopped.returncode, stopped.stderr.startswith("No platform runs on ")) == (0, True)
        assert shown.stdout.startswith("No platform runs here; start it with: ./ontzorg up --data ")
        assert innocent.poll() is None
        innocent.kill()
        innocent.wait()

    def test_is_not_removed_under_a_database_that_was_left_running(self, layout: Layout) -> None:
        started = ("from cli.platform.postgres.server import EmbeddedPostgres; from pathlib import Path; import signal, sys; "
                   f"server = EmbeddedPostgres(Path({str(layout.postgres)!r})); server.prepare(); "
                   "import cli.platform.postgres.server as module; module.end_with_parent = lambda number: None; "
                   "server.launch(); server.wait_until_ready()")
        subprocess.run([sys.executable, "-c", started], check=True, env=ENVIRON, timeout=PATIENCE_SECONDS)
        [(_, postgres)] = find_leftovers(layout)

        ended = run("reset", "--yes", layout=layout)

        assert ended.stderr.splitlines()[0] == "Stopped the processes that a killed platform had left running: postgres."
        assert not postgres.is_running()
        assert not layout.data.exists()
