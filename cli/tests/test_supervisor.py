"""The supervisor with small processes: start, detection of their end, messages, stop."""
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from cli.endings import Misbehaved, WrongInput
from cli.platform.processes import ProcessPlan, stop_all
from cli.platform.supervisor import Stopped, Supervisor, refuse_threads, stop_signals
from cli.platform.watching import Watched


def worker(directory: Path, name: str = "tiny-worker") -> ProcessPlan:
    """Report readiness, then wait for SIGTERM."""
    ready = directory / f"{name}.ready"

    def main() -> None:
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        ready.touch()
        print(f"{os.environ['COLOUR']} is my colour", flush=True)
        stop.wait()

    return ProcessPlan(name, "worker", main, directory / f"{name}.log", {"COLOUR": "blue"}, ready_file=ready)


def stubborn(directory: Path) -> ProcessPlan:
    """Ignore SIGTERM."""
    ready = directory / "stubborn.ready"

    def main() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        ready.touch()
        threading.Event().wait()

    return ProcessPlan("stubborn", "worker", main, directory / "stubborn.log", ready_file=ready)


def failing(directory: Path) -> ProcessPlan:
    """Exit immediately with a message."""
    def main() -> None:
        raise WrongInput("tiny: setting COLOUR is missing.")

    return ProcessPlan("failing", "worker", main, directory / "failing.log", ready_file=directory / "failing.ready")


def guarded(directory: Path, *, how_ended: Callable[[], int | None] = lambda: None,
            start_again: Callable[[], None] = lambda: None) -> Watched:
    """Fake of a database that other code started."""
    return Watched("postgres", "database", directory / "log", how_ended=how_ended, start_again=start_again,
                   is_ready=lambda: True, pid=lambda: 1)


class Enough(Exception):
    """The expected message was seen."""


def watch_until(supervisor: Supervisor, sentence: str) -> list[str]:
    """The supervisor's messages up to this one."""
    said: list[str] = []

    def hear(one: str) -> None:
        said.append(one)
        if one == sentence:
            raise Enough

    with pytest.raises(Enough):
        supervisor.watch(hear, lambda: None, lambda: iter(()))
    return said


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    supervisor = Supervisor(before_fork=lambda: None)  # a test runner has threads of its own
    yield supervisor
    stop_all(supervisor.children, patience=0.2)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
class TestSupervisor:
    def test_waits_until_every_process_works(self, supervisor: Supervisor, tmp_path: Path) -> None:
        supervisor.start([worker(tmp_path, "one"), worker(tmp_path, "two")])

        supervisor.wait_until_ready(20)

        assert {child.plan.name for child in supervisor.children} == {"one", "two"}
        assert all(psutil.pid_exists(child.pid) for child in supervisor.children)

    def test_gives_a_process_its_own_environment_and_log(self, supervisor: Supervisor, tmp_path: Path) -> None:
        supervisor.start([worker(tmp_path)])
        supervisor.wait_until_ready(20)

        supervisor.stop()

        assert (tmp_path / "tiny-worker.log").read_text() == "blue is my colour\n"
        assert "COLOUR" not in os.environ

    def test_does_not_take_an_old_ready_file_for_a_new_one(self, supervisor: Supervisor, tmp_path: Path) -> None:
        (tmp_path / "failing.ready").touch()
        supervisor.start([failing(tmp_path)])

        with pytest.raises(Misbehaved):
            supervisor.wait_until_ready(20)

    def test_names_a_process_that_ends_by_itself_and_its_log(self, supervisor: Supervisor, tmp_path: Path) -> None:
        supervisor.start([worker(tmp_path), failing(tmp_path)])

        with pytest.raises(Misbehaved, match=r"failing stopped by itself \(exit 2\), so the platform stops; it says: tiny: "
                                             r"setting COLOUR is missing\. its log: .*failing\.log"):
            supervisor.wait_until_ready(20)

        assert (tmp_path / "failing.log").read_text() == "tiny: setting COLOUR is missing.\n"

    def test_starts_a_process_again_that_was_killed_and_says_so(self, supervisor: Supervisor, tmp_path: Path) -> None:
        supervisor.start([worker(tmp_path)])
        supervisor.wait_until_ready(20)
        [watched] = supervisor.watched
        first = watched.pid()
        os.kill(first, signal.SIGKILL)

        said = watch_until(supervisor, "tiny-worker works again.")

        assert said[0].startswith("tiny-worker stopped by itself (killed by SIGKILL) and is started again in 1 s; its log: ")
        assert watched.pid() != first
        assert (watched.restarts, watched.trouble) == (1, "stopped by itself (killed by SIGKILL)")

    def test_stops_the_start_when_a_guarded_process_ends(self, supervisor: Supervisor, tmp_path: Path) -> None:
        supervisor.start([worker(tmp_path)])
        supervisor.guard(guarded(tmp_path, how_ended=lambda: 1))

        with pytest.raises(Misbehaved, match=r"postgres stopped by itself \(exit 1\), so the platform stops"):
            supervisor.wait_until_ready(20)

    def test_stops_a_process_that_does_not_listen(self, supervisor: Supervisor, tmp_path: Path) -> None:
        supervisor.start([stubborn(tmp_path), worker(tmp_path)])
        supervisor.wait_until_ready(20)

        stop_all(supervisor.children, patience=0.5)

        assert [child.ended for child in supervisor.children] == [-signal.SIGKILL, 0]

    def test_says_which_process_was_not_ready_in_time(self, supervisor: Supervisor, tmp_path: Path) -> None:
        def main() -> None:
            threading.Event().wait()

        supervisor.start([ProcessPlan("slow", "worker", main, tmp_path / "slow.log", ready_file=tmp_path / "slow.ready")])

        with pytest.raises(Misbehaved, match=r"slow was not ready within 0 seconds"):
            supervisor.wait_until_ready(0.2)

    def test_runs_a_task_to_its_end(self, supervisor: Supervisor, tmp_path: Path) -> None:
        done = tmp_path / "done"

        supervisor.run_to_end(ProcessPlan("migrate", "task", done.touch, tmp_path / "migrate.log"))

        assert done.exists()
        assert supervisor.children == []

    def test_says_that_a_task_failed(self, supervisor: Supervisor, tmp_path: Path) -> None:
        def main() -> None:
            raise ValueError("the table is not there")

        with pytest.raises(Misbehaved, match=r"migrate failed \(exit 1\)"):
            supervisor.run_to_end(ProcessPlan("migrate", "task", main, tmp_path / "migrate.log"))

        assert "the table is not there" in (tmp_path / "migrate.log").read_text()


class TestWatched:
    def test_waits_twice_as_long_after_each_failure_and_a_minute_at_most(self, tmp_path: Path) -> None:
        process = guarded(tmp_path, how_ended=lambda: -9)

        pauses = []
        now = 0.0
        for _ in range(8):
            [sentence] = process.step(now)
            pauses.append(sentence.split(" again in ")[1].split(";")[0])
            assert list(process.step(now + 0.5)) == []
            now = process.due_at or 0.0
            assert list(process.step(now)) == []

        assert pauses == ["1 s", "2 s", "4 s", "8 s", "16 s", "32 s", "60 s", "60 s"]

    def test_counts_afresh_after_it_ran_for_more_than_a_minute(self, tmp_path: Path) -> None:
        process = guarded(tmp_path, how_ended=lambda: 1)
        list(process.step(0.0))
        list(process.step(1.0))

        assert "again in 2 s" in next(process.step(61.0))
        list(process.step(63.0))
        assert "again in 1 s" in next(process.step(123.1))

    def test_says_why_it_could_not_be_started(self, tmp_path: Path) -> None:
        def start_again() -> None:
            raise Misbehaved("PostgreSQL does not start: the disk is full.")

        process = guarded(tmp_path, how_ended=lambda: 1, start_again=start_again)
        list(process.step(0.0))

        [sentence] = process.step(1.0)

        assert sentence.startswith("postgres could not be started (PostgreSQL does not start: the disk is full.) and is "
                                   "started again in 2 s")
        assert process.restarts == 0


class TestStopSignals:
    def test_leave_a_hang_up_ignored_that_nohup_ignores(self) -> None:
        former = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            with stop_signals():
                os.kill(os.getpid(), signal.SIGHUP)
        finally:
            signal.signal(signal.SIGHUP, former)

    def test_stop_at_a_hang_up_otherwise(self) -> None:
        former = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # also where the tests themselves run under nohup
        try:
            with pytest.raises(Stopped), stop_signals():
                os.kill(os.getpid(), signal.SIGHUP)
        finally:
            signal.signal(signal.SIGHUP, former)


class TestRefuseThreads:
    def test_stops_before_a_process_with_threads_is_forked(self) -> None:
        stop = threading.Event()
        thread = threading.Thread(target=stop.wait)
        thread.start()

        with pytest.raises(AssertionError, match="cannot be forked"):
            refuse_threads()

        stop.set()
        thread.join()
