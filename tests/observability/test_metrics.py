"""Every metric is documented, well named, and holds no personal data."""
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from cli.generate.metrics_page import PAGE, WITH_OWN_GAUGES, draw
from shared.observability import metrics as catalogue
from tests.observability.known_metrics import OWN, metric_names

ROOT = Path(__file__).resolve().parents[2]
GIVEN_TO_TARGETS = {"job", "instance", "service", "pod", "container", "namespace", "endpoint", "node", "cluster", "prometheus"}
ALLOWED_LABELS = {"route", "method", "status", "outcome", "type", "reason", "part", "cause", "task", "channel", "timing", "kind",
                  "dependency", "provider", "topic", "partition", "state"}
COUNTED = {metric._name: tuple(metric._labelnames) for metric in set(REGISTRY._names_to_collectors.values())
           if getattr(metric, "_name", "").startswith("ontzorg_")}
METRICS = dict(sorted((COUNTED | {gauge.name: tuple(gauge.labels) for gauge in catalogue.GAUGES}).items()))


class TestPage:
    def test_equals_the_generated_page(self):
        assert PAGE.read_text() == draw(), "regenerate it: python -m cli.generate.metrics_page"

    def test_lists_every_metric(self):
        page = PAGE.read_text()

        assert [name for name in metric_names() if not name.endswith(("_bucket", "_sum", "_count")) and name not in page] == []

    def test_covers_every_service_with_its_own_gauges(self):
        assert sorted(path.parent.name for path in (ROOT / "services").glob("*/metrics.py")) == sorted(WITH_OWN_GAUGES)


class TestLabels:
    @pytest.mark.parametrize("name", METRICS)
    def test_are_on_the_list_of_allowed_labels(self, name):
        assert set(METRICS[name]) <= ALLOWED_LABELS

    @pytest.mark.parametrize("name", METRICS)
    def test_do_not_clash_with_target_labels_of_prometheus(self, name):
        assert GIVEN_TO_TARGETS.isdisjoint(METRICS[name])

    def test_are_absent_on_gauges_of_a_service(self):
        assert [own.gauge.name for gauges in OWN for own in gauges if own.gauge.labels] == []
