"""Processes that a killed supervisor left behind, found by pid and start time, or by their data directory."""
import contextlib
import signal
from collections.abc import Iterable, Iterator

import psutil

from cli.endings import Misbehaved, WrongInput
from cli.platform.layout import Layout
from cli.platform.state import find_process, read_state, shown

STOP_SECONDS = 30.0
STOPS_BY = {"postgres": signal.SIGINT}
"""On SIGTERM PostgreSQL waits until every client has disconnected; SIGINT stops it at once."""


def stop_leftovers(layout: Layout) -> list[str]:
    """Stop processes that an earlier platform left on this data, PostgreSQL last. The caller must hold the data's lock.

    :returns: their names
    :raises WrongInput: if one belongs to another user
    :raises Misbehaved: if one does not stop
    """
    found = dict(find_leftovers(layout))
    last = {name: process for name, process in found.items() if name == "postgres"}
    _stop(layout, {name: process for name, process in found.items() if name not in last})
    _stop(layout, last)
    layout.state_file.unlink(missing_ok=True)
    return list(found)


def find_leftovers(layout: Layout) -> Iterator[tuple[str, psutil.Process]]:
    """Leftover processes by name; an unrelated process with a reused pid is ignored."""
    with contextlib.suppress(WrongInput):  # a damaged file names no process
        state = read_state(layout)
        for one in state.processes if state else ():
            process = find_process(one.pid, one.began)
            if process is not None and one.role not in ("database", "bus"):
                yield one.name, process
    yield from _on_data("postgres", "postgres", str(layout.postgres.resolve()))
    yield from _on_data("kafka", "java", str(layout.kafka.resolve() / "server.properties"))


def _on_data(name: str, program: str, argument: str) -> Iterator[tuple[str, psutil.Process]]:
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == program and argument in (process.info["cmdline"] or ()):
            yield name, process


def _stop(layout: Layout, processes: dict[str, psutil.Process]) -> None:
    try:
        for name, process in processes.items():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(STOPS_BY.get(name, signal.SIGTERM))
    except psutil.AccessDenied:
        raise WrongInput(f"A process of another user works on {shown(layout.data)}: {_names(processes)}; "
                         "run the command as that user, or choose another place with --data.") from None
    _, alive = psutil.wait_procs(list(processes.values()), STOP_SECONDS)
    if alive:
        raise Misbehaved(f"A process of an earlier platform on {shown(layout.data)} does not stop: {_names(processes)}.")


def _names(processes: dict[str, psutil.Process]) -> str:
    return ", ".join(f"{name} (process {process.pid})" for name, process in processes.items())


def stopped_message(names: Iterable[str]) -> str:
    """The message about stopped leftovers."""
    return f"Stopped the processes that a killed platform had left running: {', '.join(names)}."
