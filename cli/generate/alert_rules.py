"""``python -m cli.generate.alert_rules``: writes the Prometheus alert rules as a manifest for its Kubernetes operator.

The source is deploy/compose/prometheus/rules; a test checks that the manifest is up to date.
"""
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "deploy" / "compose" / "prometheus" / "rules"
MANIFEST = ROOT / "deploy" / "k8s" / "base" / "monitoring" / "rules.yaml"
HEADER = "# Written by `python -m cli.generate.alert_rules` from deploy/compose/prometheus/rules; a test holds it up to date.\n"


def manifest() -> str:
    """The `PrometheusRule` with the groups of all files."""
    groups: list[Any] = [group for path in sorted(RULES.glob("*.yml")) for group in yaml.safe_load(path.read_text())["groups"]]
    document = {"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule",
                "metadata": {"name": "ontzorg", "labels": {"app.kubernetes.io/part-of": "ontzorg"}},
                "spec": {"groups": groups}}
    return HEADER + str(yaml.safe_dump(document, sort_keys=False, width=120))


if __name__ == "__main__":
    MANIFEST.write_text(manifest())
