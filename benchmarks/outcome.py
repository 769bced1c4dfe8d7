"""Output of benchmark results."""
import json
import math
import os
from collections.abc import Sequence
from typing import Any


def tell(measure: str, figures: dict[str, Any], sentence: str) -> None:
    """Figures for programs, then the sentence for people."""
    load = round(os.getloadavg()[0], 1)
    print(json.dumps({"measure": measure, **figures, "cores": os.cpu_count(), "load_after": load}))
    print(f"{measure}: {sentence}", flush=True)


def percentile(values: Sequence[float], pct: float) -> float:
    """The smallest value that is not exceeded by this percentage of the values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * pct / 100) - 1)]
