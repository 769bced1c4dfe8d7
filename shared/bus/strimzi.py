"""The catalogue as manifests of Strimzi, whose operators create topics and users from them (deploy/k8s/base/kafka)."""
from collections.abc import Sequence
from typing import Any

from shared.bus.catalogue import Right, Topic

API = "kafka.strimzi.io/v1"
CLUSTER = {"strimzi.io/cluster": "ontzorg"}
REPLICAS = 3
IN_SYNC = 2
"""A record is acknowledged once so many brokers have it."""
_DAY_MS = 86_400_000


def topic_config(topic: Topic) -> dict[str, str]:
    """What Apache Kafka must know of a topic besides its partitions."""
    return {"cleanup.policy": "delete", "retention.ms": str(topic.retention_days * _DAY_MS)}


def kafka_topic(topic: Topic) -> dict[str, Any]:
    """A `KafkaTopic`."""
    config: dict[str, Any] = topic_config(topic) | {"min.insync.replicas": IN_SYNC}
    config["retention.ms"] = int(config["retention.ms"])
    return {"apiVersion": API, "kind": "KafkaTopic",
            "metadata": {"name": topic.name, "labels": dict(CLUSTER)},
            "spec": {"partitions": topic.partitions, "replicas": REPLICAS, "config": config}}


def kafka_user(user: str, rights: Sequence[Right]) -> dict[str, Any]:
    """A `KafkaUser` that signs in with a password (SCRAM-SHA-512), kept by Strimzi in a Secret of that name."""
    rules = [{"resource": {"type": right.resource, "name": right.name, "patternType": _pattern(right)},
              "operations": list(right.operations)} for right in rights if right.user == user]
    return {"apiVersion": API, "kind": "KafkaUser",
            "metadata": {"name": user, "labels": dict(CLUSTER)},
            "spec": {"authentication": {"type": "scram-sha-512"}, "authorization": {"type": "simple", "acls": rules}}}


def _pattern(right: Right) -> str:
    return "prefix" if right.pattern == "prefixed" else right.pattern
