"""The condition of a running platform: processes, memory and pending events."""
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

import psutil

from cli.platform.layout import Layout
from cli.platform.ports import HOST, answers
from cli.platform.room import free_mb_of, low_room
from cli.platform.state import PlatformState, RunningProcess

MB = 2**20
PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of a process and its children in bytes; `shared_once` counts shared pages once."""

    resident: int
    shared_once: int


def condition_of(layout: Layout, state: PlatformState) -> dict[str, Any]:
    """The output of ``status --json`` (acceptance.md).

    The processes are forks of one parent: the total counts shared pages once, the sum counts them per process.
    """
    with ThreadPoolExecutor(8) as pool:
        processes = list(pool.map(_process, state.processes))
        services = list(pool.map(_under_way, [one.port for one in state.processes if one.port and one.name != "gateway"]))
    supervisor = memory_of(state.pid, with_children=False)
    processes.append({"name": "supervisor", "pid": state.pid, "rss_mb": _mb(supervisor.resident),
                      "pss_mb": _mb(supervisor.shared_once), "ready": True, "restarts": 0, "trouble": ""})
    free_mb = free_mb_of(layout.data)
    return {
        "ready": (state.is_ready and free_mb > 0 and all(one["ready"] for one in processes)
                  and all(one and "lag" in one for one in services)),
        "address": state.address, "processes": processes,
        "rss_mb_total": round(sum(one["pss_mb"] for one in processes), 1),
        "rss_mb_sum": round(sum(one["rss_mb"] for one in processes), 1),
        "bus": state.bus, "database": state.database, "disk_free_mb": free_mb, "disk_low": low_room(layout.data, free_mb),
        **{key: sum(one.get(key) or 0 for one in services if one) for key in ("outbox_pending", "parked", "set_aside", "lag")},
        "bus_away": any(one and "lag" not in one for one in services),
        "oldest_seconds": max((one.get("oldest_seconds", 0.0) for one in services if one), default=0.0),
    }


def nothing_runs() -> dict[str, Any]:
    """The output of ``status --json`` while no platform runs."""
    return {"ready": False, "address": None, "processes": [], "rss_mb_total": 0.0, "rss_mb_sum": 0.0, "bus": None,
            "database": None, "outbox_pending": None, "parked": None, "set_aside": None, "lag": None, "bus_away": False,
            "oldest_seconds": 0.0, "disk_free_mb": None, "disk_low": None}


def memory_of(pid: int, *, with_children: bool = True) -> Memory:
    """Memory of a process and its children; zero if it has ended."""
    try:
        process = psutil.Process(pid)
        parts = [_memory(one) for one in (process, *(process.children(recursive=True) if with_children else ()))]
    except psutil.Error:
        return Memory(0, 0)
    return Memory(sum(part.resident for part in parts), sum(part.shared_once for part in parts))


def _memory(process: psutil.Process) -> Memory:
    try:
        full = process.memory_full_info()
        return Memory(full.rss, getattr(full, "pss", full.rss))
    except psutil.Error:
        return Memory(0, 0)


def _process(process: RunningProcess) -> dict[str, Any]:
    memory = memory_of(process.pid) if process.pid else Memory(0, 0)
    is_alive = process.pid is not None and psutil.pid_exists(process.pid)
    return {"name": process.name, "pid": process.pid, "rss_mb": _mb(memory.resident), "pss_mb": _mb(memory.shared_once),
            "ready": is_alive and (process.port is None or answers(process.port)),
            "restarts": process.restarts, "trouble": process.trouble}


def _under_way(port: int) -> dict[str, Any] | None:
    """Pending work of a service; without its lag if the bus does not answer, None if the service does not."""
    backlog = _answer(port, "/health/backlog")
    settled = _answer(port, "/health/settled") if backlog else None
    return {**backlog, **(settled or {})} if backlog else None


def _answer(port: int, path: str) -> dict[str, Any] | None:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return dict(json.loads(answer.read())) if answer.status == 200 else None
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()


def _mb(size: int) -> float:
    return round(size / MB, 1)
