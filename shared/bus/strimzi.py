"""The catalogue as Strimzi manifests, from which its operators create topics and users (deploy/k8s/base/kafka)."""
from collections.abc import Sequence
from typing import Any

from shared.bus.catalogue import Right, Topic

API = "kafka.strimzi.io/v1"
CLUSTER = {"strimzi.io/cluster": "ontzorg"}
REPLICAS = 3
IN_SYNC = 2
"""Number of brokers that must have a record before it is acknowledged."""
_DAY_MS = 86_400_000


def topic_config(topic: Topic) -> dict[str, str]:
    """Return the Apache Kafka settings of a topic, other than its partitions."""
    return {"cleanup.policy": "delete", "retention.ms": str(topic.retention_days * _DAY_MS)}


def kafka_topic(topic: Topic) -> dict[str, Any]:
    """Return the `KafkaTopic` manifest of a topic."""
    config: dict[str, Any] = topic_config(topic) | {"min.insync.replicas": IN_SYNC}
    config["retention.ms"] = int(config["retention.ms"])
    return {"apiVersion": API, "kind": "KafkaTopic",
            "metadata": {"name": topic.name, "labels": dict(CLUSTER)},
            "spec": {"partitions": topic.partitions, "replicas": REPLICAS, "config": config}}


def kafka_user(user: str, rights: Sequence[Right]) -> dict[str, Any]:
    """Return the `KafkaUser` manifest of a user; Strimzi keeps its SCRAM-SHA-512 password in a Secret of that name."""
    rules = [{"resource": {"type": right.resource, "name": right.name, "patternType": _pattern(right)},
              "operations": list(right.operations)} for right in rights if right.user == user]
    return {"apiVersion": API, "kind": "KafkaUser",
            "metadata": {"name": user, "labels": dict(CLUSTER)},
            "spec": {"authentication": {"type": "scram-sha-512"}, "authorization": {"type": "simple", "acls": rules}}}


def _pattern(right: Right) -> str:
    return "prefix" if right.pattern == "prefixed" else right.pattern
