"""Processes that a killed supervisor left behind: found by number and beginning, or by the data that they work on."""
import contextlib
import signal
from collections.abc import Iterable, Iterator

import psutil

from cli.endings import Misbehaved, WrongInput
from cli.platform.layout import Layout
from cli.platform.state import find_process, read_state, shown

STOP_SECONDS = 30.0
STOPS_BY = {"postgres": signal.SIGINT}
"""PostgreSQL understands SIGTERM as waiting until every client has gone."""


def stop_leftovers(layout: Layout) -> list[str]:
    """Stop what a former platform left on this data, PostgreSQL last; for who holds the lock of the data.

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
    """Name and process of each; a process that only got the number of one of ours is none."""
    with contextlib.suppress(WrongInput):  # a damaged file names nobody
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
        raise Misbehaved(f"What was left of a former platform on {shown(layout.data)} does not stop: {_names(processes)}.")


def _names(processes: dict[str, psutil.Process]) -> str:
    return ", ".join(f"{name} (process {process.pid})" for name, process in processes.items())


def told(names: Iterable[str]) -> str:
    """What became of them, in a sentence."""
    return f"Stopped what a killed platform had left running: {', '.join(names)}."
