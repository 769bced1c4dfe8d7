"""Output of benchmark results."""
import json
import math
import os
from collections.abc import Sequence
from typing import Any


def report(measure: str, figures: dict[str, Any], sentence: str) -> None:
    """Print the figures as a JSON line, then the sentence."""
    load = round(os.getloadavg()[0], 1)
    print(json.dumps({"measure": measure, **figures, "cores": os.cpu_count(), "load_after": load}))
    print(f"{measure}: {sentence}", flush=True)


def percentile(values: Sequence[float], pct: float) -> float:
    """Return the smallest value that this percentage of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * pct / 100) - 1)]
