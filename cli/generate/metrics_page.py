"""``python -m cli.generate.metrics_page``: generates docs/metrics.md, the list of all metrics, from the code."""
import importlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from prometheus_client import Counter, Histogram
from prometheus_client.metrics import MetricWrapperBase

from shared.kernel.services import NAMES
from shared.observability import business
from shared.observability import metrics as catalogue
from shared.observability.own_gauges import OwnGauges

PAGE = Path(__file__).resolve().parents[2] / "docs" / "metrics.md"
WITH_OWN_GAUGES = tuple(name for name in NAMES if find_spec(f"services.{name}.metrics"))

HEAD = """# Metrics

Drawn from the code by `python -m cli.generate.metrics_page`; a test holds it up to date.

Every web process answers `/metrics` on its own port, the gateway, whose port is public, on `GATEWAY_METRICS_PORT`, and every
worker on `<SERVICE>_WORKER_PORT` (both 9100 in production, none by default on one machine), beside `/health/live` and
`/health/ready`. The gateway passes none of them on. Every value carries
`component` (the service) and `role` (web or worker). No label names a person, an id or an amount. What is looked up in a
database or at the bus is asked at most every five seconds, and is left out while it does not answer:
`ontzorg_dependency_up` then says 0.
"""


def draw() -> str:
    """The page as Markdown."""
    parts = [HEAD,
             _section("Business metrics", "Counted when an event leaves the outbox, so work that is rolled back is not counted.",
                      _counted(vars(business))),
             _section("Technical counters", "Counted by each process since its start.", _counted(vars(catalogue))),
             _section("Technical gauges", "Queried at scrape time by workers; the connections also by web processes.",
                      (_row(gauge.name, "gauge", gauge.labels, gauge.help) for gauge in catalogue.GAUGES)),
             _section("Gauges of one service", "Queried by its worker from its own tables.", _own())]
    return "\n".join(parts)


def _section(title: str, says: str, rows: Iterator[str]) -> str:
    head = [f"## {title}", "", says, "", "| metric | kind | labels | meaning |", "|---|---|---|---|"]
    return "\n".join([*head, *sorted(rows), ""])


def _counted(module: dict[str, object]) -> Iterator[str]:
    declared_here = module["__name__"]
    for name, metric in module.items():
        if isinstance(metric, Counter | Histogram) and (declared_here != business.__name__ or name not in vars(catalogue)):
            kind = "counter" if isinstance(metric, Counter) else "histogram"
            yield _row(_name_of(metric, kind), kind, metric._labelnames, metric._documentation)


def _name_of(metric: MetricWrapperBase, kind: str) -> str:
    return f"{metric._name}_total" if kind == "counter" else metric._name


def _own() -> Iterator[str]:
    for service in WITH_OWN_GAUGES:
        gauges: OwnGauges = importlib.import_module(f"services.{service}.metrics").gauges
        for own in gauges:
            yield _row(own.gauge.name, f"gauge of {service}", own.gauge.labels, own.gauge.help)


def _row(name: str, kind: str, labels: object, says: str) -> str:
    listed = ", ".join(f"`{label}`" for label in labels) if isinstance(labels, tuple | list) else ""
    return f"| `{name}` | {kind} | {listed or '–'} | {says} |"


if __name__ == "__main__":
    PAGE.write_text(draw())
