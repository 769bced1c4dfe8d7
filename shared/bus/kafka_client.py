"""What the adapter uses of kafka-python, and two repairs of 3.0.12: a warning on import, and sockets left open."""
import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
    from kafka.admin import OffsetSpec
    from kafka.coordinator.assignors.range import RangePartitionAssignor
    from kafka.errors import (
        CommitFailedError,
        FencedInstanceIdError,
        IllegalGenerationError,
        KafkaError,
        LogTruncationError,
        NoOffsetForPartitionError,
        OffsetOutOfRangeError,
        RebalanceInProgressError,
        RetriableError,
        TopicAlreadyExistsError,
        UnknownMemberIdError,
    )
    from kafka.net.inet import KafkaNetSocket

CONNECTION: dict[str, Any] = {"proxy_url": "direct://", "reconnect_backoff_max_ms": 1000}
"""Settings for every client: how it connects, by a `DirectSocket`, and how soon again."""


class DirectSocket(KafkaNetSocket):  # type: ignore[misc]  # the client has no types
    """Connects without a proxy; unlike the original it closes the socket of a connection that failed."""

    SCHEMES = ("direct",)

    async def sock_connect(self, net: Any, sock: Any, sockaddr: Any, timeout_at: float | None = None) -> Any:
        try:
            return await super().sock_connect(net, sock, sockaddr, timeout_at=timeout_at)
        except BaseException:
            sock.close()
            raise


__all__ = [
    "CONNECTION", "CommitFailedError", "FencedInstanceIdError", "IllegalGenerationError", "KafkaAdminClient", "KafkaConsumer",
    "KafkaError", "KafkaProducer", "LogTruncationError", "NoOffsetForPartitionError", "OffsetOutOfRangeError", "OffsetSpec",
    "RangePartitionAssignor", "RebalanceInProgressError",
    "RetriableError", "TopicAlreadyExistsError", "TopicPartition", "UnknownMemberIdError"]
