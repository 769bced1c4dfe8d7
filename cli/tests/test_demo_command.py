"""`./ontzorg demo` on a running platform: it moves the clock only after confirmation or with --yes."""
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cli.platform.layout import ROOT, Layout
from cli.platform.state import InstanceLock, PlatformState, began_at, write_state

ENVIRON = os.environ | {"PYTHONPATH": str(ROOT)}

WARNING = "The demo moves the clock of the platform at http://127.0.0.1:9 forward by months; this cannot be undone"


@pytest.fixture
def layout(tmp_path) -> Iterator[Layout]:
    """A data directory with the state file of a running platform, whose address does not respond."""
    layout = Layout(tmp_path / "data")
    layout.make()
    lock = InstanceLock(layout)
    lock.take()
    write_state(layout, PlatformState(os.getpid(), "http://127.0.0.1:9", "postgresql", "PostgreSQL 18.4", is_ready=True,
                                      began=began_at(os.getpid())))
    yield layout
    lock.drop()


@contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """A pseudo-terminal: the end of the user, and the end of the program."""
    person, program = pty.openpty()
    try:
        yield person, program
    finally:
        os.close(person)
        os.close(program)


def command(layout: Layout, *options: str) -> list[str]:
    return [sys.executable, "-P", "-m", "cli", "demo", "--data", str(layout.data), *options]


class TestDemoOnAPlatformThatRuns:
    def test_asks_at_a_terminal_and_leaves_it_alone_at_a_no(self, layout: Layout):
        with terminal() as (person, program):
            os.write(person, b"n\n")

            ended = subprocess.run(command(layout), stdin=program, capture_output=True, text=True, timeout=60, check=False,
                                   env=ENVIRON)

        assert ended.returncode == 1
        assert ended.stderr.startswith(f"{WARNING}. Go on? [y/N]")
        assert "Aborted!" in ended.stderr

    def test_plays_there_with_yes(self, layout: Layout):
        ended = subprocess.run(command(layout, "--yes"), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
                               check=False, env=ENVIRON)

        assert ended.returncode == 1
        assert ended.stderr.startswith("The gateway at http://127.0.0.1:9 does not answer /dev/clock as it should")

    def test_says_where_nobody_can_be_asked_that_it_leaves_the_platform_alone(self, layout: Layout):
        with subprocess.Popen(command(layout), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              text=True, env=ENVIRON) as started:
            assert started.stderr is not None
            said = [started.stderr.readline(), started.stderr.readline()]
            started.terminate()

        assert said == [f"{WARNING}. It is not used; to use it, add --yes.\n", "Starting a platform of its own\n"]

    def test_says_so_in_its_help(self):
        ended = subprocess.run([sys.executable, "-P", "-m", "cli", "demo", "--help"], capture_output=True, text=True, timeout=60,
                               check=True, env=ENVIRON)

        assert "which cannot be undone" in " ".join(ended.stdout.split())


class TestHints:
    @pytest.mark.parametrize(("arguments", "message"), [
        (("clock",), "start it with: ./ontzorg up --data '{data}'"),
        (("parked", "list"), "start it with: ./ontzorg up --data '{data}'"),
        (("status",), "start it with: ./ontzorg up --data '{data}'")], ids=" ".join)
    def test_name_the_data_that_is_meant(self, tmp_path, arguments: tuple[str, ...], message: str):
        data = tmp_path / "a folder"

        ended = subprocess.run([sys.executable, "-P", "-m", "cli", *arguments, "--data", str(data)], capture_output=True,
                               text=True, timeout=60, check=False, env=ENVIRON)

        assert message.format(data=data) in ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr
