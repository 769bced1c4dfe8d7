"""The production bus: Apache Kafka through kafka-python 3.0.12, with the settings and workarounds it needs."""
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shared.bus.kafka.address import Address, Tokens
from shared.bus.kafka.admin import Admin
from shared.bus.kafka.administration import Administration
from shared.bus.kafka.client import KafkaError
from shared.bus.kafka.producer import ProcessProducer, Producer
from shared.bus.kafka.refusals import explain, names
from shared.bus.kafka.subscription import KafkaSubscription
from shared.bus.partitioning import partition_of
from shared.bus.port import BusError, Message, PublishError, refuse_oversized

_PUBLISH_SECONDS = 10.0


class KafkaBus:
    """A Bus on Apache Kafka.

    :param address: `host:port`, several separated by commas, with sign-in options; see `Address.parse`
    :param tokens: returns access tokens for clusters that sign in by OAUTHBEARER
    :param session_seconds: time without a heartbeat after which a member loses its partitions; brokers require at least 6
    :param stall_seconds: time between two polls after which a member gives up its partitions
    :param replication: replicas of each partition of a topic created here; -1 uses the broker's default
    :param partitions_age_seconds: how long publishers and readers cache the number of partitions; the same in all
        processes

    :ivar administration: operations for operators: topics, rights, passwords
    """

    def __init__(
        self, address: str, *, tokens: Tokens | None = None, session_seconds: float = 10.0, stall_seconds: float = 300.0,
        replication: int = -1, partitions_age_seconds: float = 30.0
    ) -> None:
        self._address = Address.parse(address, tokens)
        self._session_seconds = session_seconds
        self._stall_seconds = stall_seconds
        self._partitions_age_seconds = partitions_age_seconds
        self._producers = ProcessProducer(self._address)
        self._known: dict[str, int] = {}
        self._known_at: dict[str, float] = {}
        self._admin = Admin(self._address)
        self.administration = Administration(self._admin, replication)

    def ensure_topics(self, topics: Mapping[str, int]) -> None:
        self.administration.make(topics)

    def raise_partitions(self, topic: str, partitions: int, readers: Sequence[str], timeout: float = 300.0) -> None:
        self.administration.raise_partitions(
            topic, partitions, readers, settle_seconds=self._partitions_age_seconds + _PUBLISH_SECONDS, timeout=timeout)

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        refuse_oversized(messages)
        if not messages:
            return
        deadline = time.monotonic() + timeout
        try:
            counts = self._partitions_of({message.topic for message in messages}, timeout)
            producer = self._producers.get(timeout)
        except BusError as problem:
            raise PublishError(range(len(messages)), problem) from problem
        futures, refusal = _send(producer, messages, counts)
        self._flush(producer, max(0.001, deadline - time.monotonic()))
        failed = [index for index, future in enumerate(futures) if not future.succeeded()]
        causes = [futures[index].exception for index in failed if futures[index].exception]
        if failed or refusal:
            self._producers.abandon(producer)  # trap: after one refusal the client refuses all later messages too
            self._known_at.clear()
            failed.extend(range(len(futures), len(messages)))
            raise PublishError(failed, self._explained(refusal or next(iter(causes), None), messages)
                               or TimeoutError(f"no acknowledgement in {timeout} s"))

    def _explained(self, problem: Exception | None, messages: Sequence[Message]) -> Exception | None:
        if isinstance(problem, KafkaError):
            return explain(problem, self._address, f"write to {names({message.topic for message in messages})}")
        return problem

    def _partitions_of(self, topics: set[str], timeout: float) -> dict[str, int]:
        """Return the number of partitions of the topics, cached for `partitions_age_seconds`.

        The producer has a cache of its own; it is replaced if it may be older than this one.
        """
        now = time.monotonic()
        if any(now - self._known_at.get(topic, float("-inf")) > self._partitions_age_seconds for topic in topics):
            found = self._admin.partitions(sorted(topics), timeout)
            if any(self._known.get(topic, count) != count for topic, count in found.items()):
                self._producers.renew()
            self._known |= found
            self._known_at |= dict.fromkeys(found, now)
        return {topic: self._known[topic] for topic in topics}

    def _flush(self, producer: Producer, timeout: float) -> None:
        try:
            producer.flush(timeout)
        except KafkaError:
            return  # the futures show which messages failed

    def subscribe(self, group: str, topics: Sequence[str], member: str | None = None) -> KafkaSubscription:
        self._admin.partitions(topics)
        return KafkaSubscription(
            self._address, group, topics, member,
            session_seconds=self._session_seconds, stall_seconds=self._stall_seconds,
            metadata_seconds=self._partitions_age_seconds)

    def lag(self, group: str, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
        return self._admin.lag(group, topics)

    def delete_older_than(self, moment: datetime) -> int:
        return 0  # brokers apply the retention of each topic

    def close(self) -> None:
        self._producers.close()
        self._admin.close()


def _send(
    producer: Producer, messages: Sequence[Message], partitions: Mapping[str, int]
) -> tuple[list[Any], Exception | None]:
    """Return the futures of the accepted messages, and the error that stopped the sending, if any."""
    futures: list[Any] = []
    try:
        for message in messages:
            futures.append(producer.send(
                message.topic, key=message.key.encode(), value=message.value, headers=list(message.headers),
                partition=partition_of(message.key, partitions[message.topic])))
    except (AssertionError, KafkaError, ValueError, TypeError) as problem:
        return futures, problem
    return futures, None
