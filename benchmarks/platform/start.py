"""Time until the platform is ready after `up`, once installed, and the memory of the whole embedded platform."""
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.outcome import report
from cli.demo.fresh_platform import fresh_platform
from cli.platform.state import PlatformState

AIM_SECONDS = 10.0
AIM_MB = 1536.0
STARTS = 3
REST_SECONDS = 3.0
"""Let what only the start needed settle before memory is read."""


def main() -> None:
    """Start several times on empty data, as at the first start, including databases and migrations."""
    seconds, memory = [], []
    for _ in range(STARTS):
        began = time.monotonic()
        with fresh_platform(bus="postgresql", today=None, keep=False) as state:
            seconds.append(time.monotonic() - began)
            time.sleep(REST_SECONDS)
            memory.append(memory_of(state))
    ready = statistics.median(seconds)
    pss, rss, count = max(memory)
    report("start", {"seconds": [round(one, 2) for one in seconds], "pss_mb": round(pss), "rss_mb": round(rss),
                     "processes": count, "ratio_seconds": round(ready / AIM_SECONDS, 2), "ratio_pss": round(pss / AIM_MB, 2),
                     "ratio_rss": round(rss / AIM_MB, 2)},
           f"ready in {ready:.1f} s, RATIO {ready / AIM_SECONDS:.2f} of the aim of 10 s; PSS {pss:.0f} MB, RATIO "
           f"{pss / AIM_MB:.2f} of 1.5 GB (RSS, which counts shared pages in each process, {rss:.0f} MB, {rss / AIM_MB:.2f})")


def memory_of(state: PlatformState) -> tuple[float, float, int]:
    """Return megabytes of PSS and of RSS of all processes of the platform, and their number."""
    sums = [_sizes_of(pid) for pid in sorted(_pids_of(state))]
    return sum(pss for pss, _ in sums), sum(rss for _, rss in sums), len(sums)


def _pids_of(state: PlatformState) -> set[int]:
    """Return the ids of the supervisor, its processes and all their children; PostgreSQL is not a child of the supervisor."""
    roots = {state.pid, *(process.pid for process in state.processes)}
    return roots | {child.pid for root in roots for child in psutil.Process(root).children(recursive=True)}


def _sizes_of(pid: int) -> tuple[float, float]:
    sizes = dict(_lines_of(Path(f"/proc/{pid}/smaps_rollup")))
    return sizes["Pss"] / 1024, sizes["Rss"] / 1024


def _lines_of(path: Path) -> Iterator[tuple[str, int]]:
    for line in path.read_text().splitlines()[1:]:
        name, _, size = line.partition(":")
        yield name, int(size.split()[0])


if __name__ == "__main__":
    main()
