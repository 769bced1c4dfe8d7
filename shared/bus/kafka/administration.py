"""Operations on a cluster: create topics, grant rights, set passwords, raise the partitions of a topic."""
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from shared.bus.catalogue import Right, Topic, rights
from shared.bus.kafka.admin import Admin, describe
from shared.bus.kafka.client import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ConfigResource,
    ConfigResourceType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    TopicAlreadyExistsError,
    TopicPartition,
    UserScramCredentialUpsertion,
)
from shared.bus.port import BusError
from shared.bus.strimzi import topic_config

_LARGEST = "max.message.bytes"
_CLOSED = "1"
"""A maximum of one byte per message: the brokers refuse every message, from every publisher."""
_ITERATIONS = 8192
_PAUSE_SECONDS = 0.2


class Administration:
    """Operations for operators.

    :param replication: replicas of each partition created here; -1 uses the brokers' default
    """

    def __init__(self, admin: Admin, replication: int = -1) -> None:
        self._admin = admin
        self._replication = replication

    def make(self, topics: Mapping[str, int], configs: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """Create the missing topics.

        :param topics: number of partitions by topic name
        :param configs: topic settings by topic name
        :raises BusError: if this user has no right to create topics
        """
        self._admin.ask(lambda client: self._make(client, topics, configs or {}), "create a topic that is missing: "
                        f"one of {', '.join(sorted(topics))}; an operator can, by python -m cli.run.topics create")

    def _make(self, client: Any, topics: Mapping[str, int], configs: Mapping[str, Mapping[str, str]]) -> None:
        known, _ = describe(client, list(topics))
        missing = {name: {"num_partitions": count, "replication_factor": self._replication,
                          "configs": dict(configs.get(name, {}))}
                   for name, count in topics.items() if name not in known}
        if missing:
            with suppress(TopicAlreadyExistsError):  # another process was first
                client.create_topics(missing)
            client.wait_for_topics(list(missing))

    def create(self, topics: Sequence[Topic], passwords: Mapping[str, str] | None = None) -> None:
        """Create the topics with their retention, grant the rights that follow, and set the passwords of users.

        Rights are granted only on a cluster that authenticates; without an authorizer it would refuse them.
        """
        configs = {topic.name: topic_config(topic) for topic in topics}
        self.make({topic.name: topic.partitions for topic in topics}, configs)
        self._configure(configs)
        if self._admin.address.signs_in:
            self.grant(rights(tuple(topics)))
        for user, password in (passwords or {}).items():
            self.set_password(user, password)

    def _configure(self, configs: Mapping[str, Mapping[str, str]]) -> None:
        resources = [ConfigResource(ConfigResourceType.TOPIC, name, dict(config)) for name, config in configs.items()]
        self._admin.ask(lambda client: client.alter_configs(resources), "set the retention of topics")

    def grant(self, given: Sequence[Right]) -> None:
        """Grant rights in addition to the existing ones.

        :raises BusError: if the cluster refuses
        """
        rules = [_rule(right, operation) for right in given for operation in right.operations]
        done = self._admin.ask(lambda client: client.create_acls(rules), "give rights")
        if done["failed"]:
            raise BusError(f"the cluster refuses to give rights: {done['failed'][0].__name__}")

    def withdraw(self, taken: Sequence[Right]) -> None:
        """Revoke rights."""
        rules = [_rule(right, operation) for right in taken for operation in right.operations]
        self._admin.ask(lambda client: client.delete_acls(rules), "take rights away")

    def set_password(self, user: str, password: str) -> None:
        """Set the SCRAM-SHA-512 password of a user.

        :raises BusError: if the cluster refuses
        """
        wanted = UserScramCredentialUpsertion(user, ScramMechanism.SCRAM_SHA_512, password, iterations=_ITERATIONS)
        problem = self._admin.ask(lambda client: client.alter_user_scram_credentials([wanted]), "set a password")[user]
        if problem:
            raise BusError(f"the password of {user} could not be set: {problem}")

    def delete_before(self, topic: str, offsets: Mapping[int, int]) -> None:
        """Delete the records below an offset in each partition, whether or not they have been read."""
        wanted = {TopicPartition(topic, number): offset for number, offset in offsets.items()}
        self._admin.ask(lambda client: client.delete_records(wanted), f"delete records of {topic}")

    def raise_partitions(
        self, topic: str, partitions: int, readers: Sequence[str], *, settle_seconds: float, timeout: float
    ) -> None:
        """Raise the number of partitions of a topic. Publishing is refused meanwhile, so the order per key is kept.

        The topic reopens when its readers have caught up and the publishers' cached numbers have expired. If this
        process dies in between, the topic stays closed until the command runs again.

        :param settle_seconds: time after which no publisher uses the old number of partitions
        :raises BusError: if a reader does not catch up in time; the topic is unchanged, or stays closed if partitions
            were already added
        """
        was_open = self._largest(topic) != _CLOSED
        if was_open and self._admin.partitions([topic])[topic] >= partitions:
            return
        largest = self._largest(topic) if was_open else None
        self.limit(topic, _CLOSED)
        if self._admin.partitions([topic])[topic] < partitions:
            if late := self._late(topic, readers, timeout):
                self.limit(topic, largest)
                raise BusError(f"{topic} keeps its partitions: {late} did not catch up in time")
            self._admin.ask(lambda client: client.create_partitions({topic: partitions}), f"raise partitions of {topic}")
        time.sleep(settle_seconds)
        if late := self._late(topic, readers, timeout):
            raise BusError(f"{topic} stays closed: {late} did not catch up in time; give the same command again")
        self.limit(topic, largest)

    def _late(self, topic: str, readers: Sequence[str], timeout: float) -> str | None:
        """Return the first group that still has unread records after the timeout, or None."""
        deadline = time.monotonic() + timeout
        for group in readers:
            while any(position < end for position, end in self._admin.lag(group, [topic]).values()):
                if time.monotonic() >= deadline:
                    return group
                time.sleep(_PAUSE_SECONDS)
        return None

    def _largest(self, topic: str) -> str | None:
        """Return the topic's own maximum message size, or None if it uses the cluster's."""
        asked = [ConfigResource(ConfigResourceType.TOPIC, topic)]
        found = self._admin.ask(lambda client: client.describe_configs(asked), f"look at the settings of {topic}")
        setting = next(iter(found.values()))[topic].get(_LARGEST)
        return None if setting is None else str(setting["value"])

    def limit(self, topic: str, size: str | None) -> None:
        """Set the maximum batch size of a topic in bytes; None restores the cluster's default."""
        change = ("DELETE", None) if size is None else ("SET", size)
        resource = ConfigResource(ConfigResourceType.TOPIC, topic, {_LARGEST: change})
        self._admin.ask(lambda client: client.alter_configs([resource]), f"change the settings of {topic}", 60.0)


def _rule(right: Right, operation: str) -> Any:
    pattern = ResourcePattern(ResourceType[right.resource.upper()], right.name, ACLResourcePatternType[right.pattern.upper()])
    return ACL(f"User:{right.user}", "*", ACLOperation[operation.upper()], ACLPermissionType.ALLOW, pattern)
