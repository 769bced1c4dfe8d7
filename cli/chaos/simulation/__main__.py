"""``python -m cli.chaos.simulation FIRST LAST``: run the simulations of a range of seeds."""
import logging
import sys
from collections import Counter
from datetime import date

from cli.chaos.counts import Counts
from cli.chaos.simulation.databases import simulated_databases
from cli.chaos.simulation.fault_plan import Fault
from cli.chaos.simulation.run import simulate
from shared.kernel.clock import FixedClock, noon

REPORT_EVERY = 20


def main(first: int, last: int) -> Counts:
    """Run the simulations and print each finding with its seed."""
    total, seen = Counts(), Counter[Fault]()
    with simulated_databases(FixedClock(noon(date(2026, 1, 1)))) as databases:
        for seed in range(first, last + 1):
            try:
                outcome = simulate(seed, databases)
            except Exception as problem:
                raise RuntimeError(f"seed {seed} was not played to its end") from problem
            total, seen = total + outcome.counts, seen + outcome.seen
            for finding in outcome.findings:
                print(f"seed {seed}: {finding}", flush=True)
            if seed % REPORT_EVERY == 0:
                print(f"to seed {seed}: {total}", {str(fault): seen[fault] for fault in Fault}, file=sys.stderr, flush=True)
    print({str(fault): seen[fault] for fault in Fault})
    return total


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    counts = main(int(sys.argv[1]), int(sys.argv[2]))
    print(counts)
    sys.exit(0 if counts.is_clean else 1)
