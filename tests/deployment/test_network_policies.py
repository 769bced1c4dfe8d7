"""The connections that the network policies allow, evaluated as a network plugin does."""
from typing import Any

import pytest

from tests.deployment.cluster import OVERLAYS, of_kind, pod_of, workloads
from tests.deployment.production import SERVICES, WORKERS

pytestmark = [pytest.mark.kustomize, pytest.mark.parametrize("overlay", OVERLAYS)]

Labels = dict[str, str]
PARTNERS = {"app": "partner"}


def pods(overlay: str) -> dict[str, Labels]:
    """Return the labels of one pod of every workload."""
    found: dict[str, Labels] = {one["metadata"]["name"]: pod_of(one)["metadata"]["labels"] for one in workloads(overlay)}
    for cluster in of_kind(overlay, "Cluster"):
        name = cluster["metadata"]["name"]
        found[name] = cluster["spec"]["inheritedMetadata"]["labels"] | {"cnpg.io/cluster": name}
    return found | {"kafka": {"strimzi.io/cluster": "ontzorg", "strimzi.io/name": "ontzorg-kafka"}}


def fits(selector: dict[str, Any], labels: Labels) -> bool:
    """Whether a selector matches a pod."""
    wanted = [labels.get(key) == value for key, value in selector.get("matchLabels", {}).items()]
    for rule in selector.get("matchExpressions", []):
        inside = labels.get(rule["key"]) in rule["values"]
        wanted.append(inside if rule["operator"] == "In" else not inside)
    return all(wanted)


def allows(overlay: str, direction: str, pod: Labels, other: Labels, port: int) -> bool:
    """Whether a policy of a pod allows traffic in one direction, within the namespace."""
    side = "from" if direction == "ingress" else "to"
    for policy in of_kind(overlay, "NetworkPolicy"):
        if fits(policy["spec"]["podSelector"], pod):
            for rule in policy["spec"].get(direction, []):
                peers = rule.get(side)
                peer = peers is None or any("podSelector" in one and fits(one["podSelector"], other) for one in peers)
                if peer and any(one["port"] == port for one in rule.get("ports", [{"port": port}])):
                    return True
    return False


def may_talk(overlay: str, source: str, target: str, port: int) -> bool:
    """Whether egress of the one and ingress of the other allow a connection."""
    known = pods(overlay)
    return (allows(overlay, "egress", known[source], known[target], port)
            and allows(overlay, "ingress", known[target], known[source], port))


def open_to(overlay: str, direction: str, pod: Labels, namespace: str) -> set[int]:
    """Return the ports on which a pod may communicate with another namespace."""
    side, wanted = ("from" if direction == "ingress" else "to"), {"matchLabels": {"kubernetes.io/metadata.name": namespace}}
    return {one["port"] for policy in of_kind(overlay, "NetworkPolicy") if fits(policy["spec"]["podSelector"], pod)
            for rule in policy["spec"].get(direction, []) if {"namespaceSelector": wanted} in rule.get(side, [])
            for one in rule.get("ports", [])}


class TestNetwork:
    def test_is_closed_by_default(self, overlay):
        [closed] = [one for one in of_kind(overlay, "NetworkPolicy") if one["metadata"]["name"] == "default-deny"]

        assert closed["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}

    @pytest.mark.parametrize("service", WORKERS)
    def test_lets_the_gateway_reach_every_service(self, overlay, service):
        assert may_talk(overlay, "gateway-web", f"{service}-web", 8000)

    @pytest.mark.parametrize("service", WORKERS)
    def test_blocks_calls_between_services_except_for_the_keys_of_identity(self, overlay, service):
        reached = {other for other in WORKERS if may_talk(overlay, f"{service}-web", f"{other}-web", 8000)}

        assert reached == {"identity"}
        assert not may_talk(overlay, f"{service}-web", "gateway-web", 8000)

    @pytest.mark.parametrize("service", SERVICES)
    @pytest.mark.parametrize("part", ["web", "worker", "jobs", "migrate"])
    def test_lets_a_process_reach_only_its_own_database(self, overlay, service, part):
        name = f"{service}-{part}"
        if name not in pods(overlay):
            return

        reached = {other for other in SERVICES if may_talk(overlay, name, f"{other}-db", 5432)}

        assert reached == {service}

    @pytest.mark.parametrize("service", WORKERS)
    def test_lets_services_reach_the_password_listener_of_kafka(self, overlay, service):
        assert may_talk(overlay, f"{service}-worker", "kafka", 9093)
        assert not may_talk(overlay, f"{service}-jobs", "kafka", 9093)

    def test_keeps_the_gateway_from_kafka(self, overlay):
        assert not may_talk(overlay, "gateway-web", "kafka", 9093)

    def test_lets_kafka_fetch_the_keys_of_identity(self, overlay):
        assert may_talk(overlay, "kafka", "identity-web", 8000)
        assert not may_talk(overlay, "kafka", "claims-web", 8000)

    def test_lets_partners_reach_only_the_token_listener_of_kafka(self, overlay):
        kafka = pods(overlay)["kafka"]

        assert allows(overlay, "ingress", kafka, PARTNERS, 9094)
        assert not allows(overlay, "ingress", kafka, PARTNERS, 9093)

    def test_lets_prometheus_scrape_every_web_worker_and_database(self, overlay):
        for name, labels in pods(overlay).items():
            port = {"web": 8000, "worker": 9100, "database": 9187}.get(labels.get("app.kubernetes.io/component", ""))
            assert port is None or port in open_to(overlay, "ingress", labels, "monitoring"), name

    def test_lets_every_pod_use_dns(self, overlay):
        for name, labels in pods(overlay).items():
            assert 53 in open_to(overlay, "egress", labels, "kube-system"), name

    def test_lets_the_autoscaler_reach_only_kafka(self, overlay):
        reached = {name: open_to(overlay, "ingress", labels, "keda") for name, labels in pods(overlay).items()}

        assert {name: ports for name, ports in reached.items() if ports} == {"kafka": {9093}}

    def test_accepts_outside_traffic_only_at_the_gateway(self, overlay):
        reached = {name: open_to(overlay, "ingress", labels, "ingress-nginx") for name, labels in pods(overlay).items()}

        assert {name: ports for name, ports in reached.items() if ports} == {"gateway-web": {8000}}

    def test_lets_the_database_operator_reach_every_database(self, overlay):
        for name in (f"{service}-db" for service in SERVICES):
            assert open_to(overlay, "ingress", pods(overlay)[name], "cnpg-system") == {5432, 8000}
