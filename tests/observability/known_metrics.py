"""The metrics that rules and dashboards may use: those of the platform, and those of the tools around it."""
import importlib
import re

from prometheus_client import REGISTRY

from cli.generate.metrics_page import WITH_OWN_GAUGES
from shared.observability import business, metrics

DECLARED_IN = (business, metrics)
"""The modules whose import registers the counters of every process."""

OWN = tuple(importlib.import_module(f"services.{name}.metrics").gauges for name in WITH_OWN_GAUGES)

FROM_ELSEWHERE = {
    "up": "Prometheus, for each target",
    "kube_cronjob_status_last_schedule_time": "kube-state-metrics",
    "kube_cronjob_status_last_successful_time": "kube-state-metrics",
    "kubelet_volume_stats_available_bytes": "the kubelet",
    "kubelet_volume_stats_capacity_bytes": "the kubelet",
    "certmanager_certificate_expiration_timestamp_seconds": "cert-manager",
    "process_resident_memory_bytes": "each of our processes",
    "process_cpu_seconds_total": "each of our processes",
    "process_open_fds": "each of our processes",
    "process_start_time_seconds": "each of our processes",
}

_NAME = re.compile(r"[a-z_]+_[a-z_]+|\bup\b")
_NO_NAMES = re.compile(r'\{[^}]*\}|\b(?:by|on|ignoring|without)\s*\([^)]*\)|"[^"]*"')
_FUNCTIONS = {"histogram_quantile", "label_replace", "day_of_week", "count_values"}


def metric_names() -> set[str]:
    """Return the names of all series that a process of the platform can expose."""
    counted = {name for name in REGISTRY._names_to_collectors if name.startswith("ontzorg_")}
    looked_up = {gauge.name for gauge in metrics.GAUGES} | {own.gauge.name for gauges in OWN for own in gauges}
    return {name for name in counted if not name.endswith("_created")} | looked_up


def names_in(expression: str) -> set[str]:
    """Return the metrics that a PromQL expression reads."""
    return set(_NAME.findall(_NO_NAMES.sub(" ", expression))) - _FUNCTIONS
