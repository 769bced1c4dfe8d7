"""How a measure tells what it found."""
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
    """The smallest value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * pct / 100) - 1)]
