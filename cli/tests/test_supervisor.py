"""The supervisor with tiny processes of its own: it starts, notices, names and stops."""
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cli.endings import Misbehaved, WrongInput
from cli.platform.processes import ProcessPlan, stop_all
from cli.platform.supervisor import Supervisor, refuse_threads


def worker(directory: Path, name: str = "tiny-worker") -> ProcessPlan:
    """Says that it works, then waits for SIGTERM."""
    ready = directory / f"{name}.ready"

    def main() -> None:
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        ready.touch()
        print(f"{os.environ['COLOUR']} is my colour", flush=True)
        stop.wait()

    return ProcessPlan(name, "worker", main, directory / f"{name}.log", {"COLOUR": "blue"}, ready_file=ready)


def stubborn(directory: Path) -> ProcessPlan:
    """Does not listen to SIGTERM."""
    ready = directory / "stubborn.ready"

    def main() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        ready.touch()
        threading.Event().wait()

    return ProcessPlan("stubborn", "worker", main, directory / "stubborn.log", ready_file=ready)


def failing(directory: Path) -> ProcessPlan:
    """Ends at once with a sentence."""
    def main() -> None:
        raise WrongInput("tiny: setting COLOUR is missing.")

    return ProcessPlan("failing", "worker", main, directory / "failing.log", ready_file=directory / "failing.ready")


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    supervisor = Supervisor()
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

        with pytest.raises(Misbehaved, match=r"failing stopped by itself \(exit 2\).*its log: .*failing\.log"):
            supervisor.wait_until_ready(20)

        assert (tmp_path / "failing.log").read_text() == "tiny: setting COLOUR is missing.\n"

    def test_names_the_signal_that_killed_a_process(self, supervisor: Supervisor, tmp_path: Path) -> None:
        supervisor.start([worker(tmp_path)])
        supervisor.wait_until_ready(20)
        os.kill(supervisor.children[0].pid, signal.SIGKILL)

        with pytest.raises(Misbehaved, match="killed by SIGKILL"):
            supervisor.watch()

    def test_names_a_guarded_process_that_has_gone(self, supervisor: Supervisor, tmp_path: Path) -> None:
        supervisor.start([worker(tmp_path)])
        supervisor.guard("postgres", lambda: False, tmp_path / "log")

        with pytest.raises(Misbehaved, match="postgres stopped by itself, so the platform stops"):
            supervisor.watch()

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


class TestRefuseThreads:
    def test_stops_before_a_process_with_threads_is_forked(self) -> None:
        stop = threading.Event()
        thread = threading.Thread(target=stop.wait)
        thread.start()

        with pytest.raises(AssertionError, match="cannot be forked"):
            refuse_threads()

        stop.set()
        thread.join()
