"""How long `up` takes until all is ready, once installed, and how much memory the whole embedded platform then holds."""
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.outcome import tell
from cli.demo.fresh_platform import fresh_platform
from cli.platform.state import PlatformState

AIM_SECONDS = 10.0
AIM_MB = 1536.0
STARTS = 3
REST_SECONDS = 3.0
"""Let what only the start needed settle before memory is read."""


def main() -> None:
    """Start some times on empty data: the first start of a platform, databases and migrations included."""
    seconds, memory = [], []
    for _ in range(STARTS):
        began = time.monotonic()
        with fresh_platform(bus="postgresql", today=None, keep=False) as state:
            seconds.append(time.monotonic() - began)
            time.sleep(REST_SECONDS)
            memory.append(memory_of(state))
    ready = statistics.median(seconds)
    pss, rss, count = max(memory)
    tell("start", {"seconds": [round(one, 2) for one in seconds], "pss_mb": round(pss), "rss_mb": round(rss),
                   "processes": count, "ratio_seconds": round(ready / AIM_SECONDS, 2), "ratio_pss": round(pss / AIM_MB, 2),
                   "ratio_rss": round(rss / AIM_MB, 2)},
         f"ready in {ready:.1f} s, RATIO {ready / AIM_SECONDS:.2f} of the aim of 10 s; PSS {pss:.0f} MB, RATIO "
         f"{pss / AIM_MB:.2f} of 1.5 GB (RSS, which counts shared pages in each process, {rss:.0f} MB, {rss / AIM_MB:.2f})")


def memory_of(state: PlatformState) -> tuple[float, float, int]:
    """Megabytes of PSS and of RSS over all processes of the platform, and how many those are."""
    sums = [_sizes_of(pid) for pid in sorted(_pids_of(state))]
    return sum(pss for pss, _ in sums), sum(rss for _, rss in sums), len(sums)


def _pids_of(state: PlatformState) -> set[int]:
    """The supervisor, what it started, and all their children: PostgreSQL is no child of the supervisor."""
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
