"""Processor time over a minute, and memory, of an idle platform on both buses."""
import time
from collections import defaultdict
from datetime import UTC, datetime

import psutil

from benchmarks.outcome import report
from benchmarks.platform.start import memory_of
from cli.demo.fresh_platform import fresh_platform
from cli.platform.state import PlatformState

AIM_WORKERS_PCT = 3.0
SETTLE_SECONDS = 10.0
MEASURED_SECONDS = 60.0
PARTS = ("worker", "web", "database", "bus", "supervisor")


def main() -> None:
    """Measure each bus once; a minute covers all periodic checks."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {MEASURED_SECONDS:.0f} s idle; % of one core\n"
          f"{'bus':12}" + "".join(f"{part:>12}" for part in PARTS) + f"{'PSS MB':>10}{'RSS MB':>10}")
    workers = {}
    for bus in ("postgresql", "kafka"):
        with fresh_platform(bus=bus, today=None, keep=False) as state:
            time.sleep(SETTLE_SECONDS)
            used = percent_of(state)
            pss, rss, _ = memory_of(state)
        workers[bus] = used["worker"]
        print(f"{bus:12}" + "".join(f"{used[part]:12.1f}" for part in PARTS) + f"{pss:10.0f}{rss:10.0f}", flush=True)
    report("idle", {"workers_pct": {bus: round(value, 2) for bus, value in workers.items()}},
           "; ".join(f"all workers on {bus} {value:.1f} % of a core, RATIO {value / AIM_WORKERS_PCT:.2f} of the aim of 3 %"
                     for bus, value in workers.items()))


def percent_of(state: PlatformState) -> dict[str, float]:
    """Return the percentage of a core used by each part over the measured time."""
    before = _seconds_of(state)
    time.sleep(MEASURED_SECONDS)
    after = _seconds_of(state)
    return {part: (after[part] - before[part]) / MEASURED_SECONDS * 100 for part in PARTS}


def _seconds_of(state: PlatformState) -> dict[str, float]:
    """Return the processor seconds so far of the processes of each part and their children."""
    seconds: dict[str, float] = defaultdict(float)
    for process in state.processes:
        seconds[process.role] += sum(map(_own_seconds, _with_children(process.pid)))
    seconds["supervisor"] = _own_seconds(psutil.Process(state.pid))
    return seconds


def _with_children(pid: int) -> list[psutil.Process]:
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]


def _own_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    main()
