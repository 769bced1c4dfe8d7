"""The imports from kafka-python, with workarounds for defects of 3.0.12.

It warns on import, leaves sockets open after a failed connection, drops the last response of a broker that closes the
connection at once (as after a wrong password), and leaves a thread running if it never gets a response.
"""
import warnings
from collections.abc import Callable
from typing import Any

from shared.bus.kafka.client_log import quieten

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
    from kafka.admin import (
        ACL,
        ACLOperation,
        ACLPermissionType,
        ACLResourcePatternType,
        ConfigResource,
        ConfigResourceType,
        OffsetSpec,
        ResourcePattern,
        ResourceType,
        ScramMechanism,
        UserScramCredentialUpsertion,
    )
    from kafka.consumer import group
    from kafka.consumer.fetcher import Fetcher
    from kafka.coordinator.assignors.range import RangePartitionAssignor
    from kafka.coordinator.consumer import ConsumerCoordinator
    from kafka.errors import (
        ClusterAuthorizationFailedError,
        CommitFailedError,
        FencedInstanceIdError,
        GroupAuthorizationFailedError,
        IllegalGenerationError,
        KafkaConnectionError,
        KafkaError,
        KafkaTimeoutError,
        LogTruncationError,
        MessageSizeTooLargeError,
        NoOffsetForPartitionError,
        OffsetOutOfRangeError,
        RebalanceInProgressError,
        RetriableError,
        SaslAuthenticationFailedError,
        TopicAlreadyExistsError,
        TopicAuthorizationFailedError,
        UnknownMemberIdError,
    )
    from kafka.net import manager
    from kafka.net.compat import KafkaNetClient
    from kafka.net.inet import KafkaNetSocket
    from kafka.net.sasl.oauth import AbstractTokenProvider
    from kafka.net.transport import KafkaSSLTransport

quieten("kafka")


class DirectSocket(KafkaNetSocket):  # type: ignore[misc]  # the client has no types
    """Connects without a proxy and, unlike its base class, closes the socket of a failed connection."""

    SCHEMES = ("direct",)

    async def sock_connect(self, net: Any, sock: Any, sockaddr: Any, timeout_at: float | None = None) -> Any:
        try:
            return await super().sock_connect(net, sock, sockaddr, timeout_at=timeout_at)
        except BaseException:
            sock.close()
            raise


class TidyClient(KafkaNetClient):  # type: ignore[misc]  # the client has no types
    """Closes all its sockets on close; its base class leaves those with unsent data open."""

    def close(self, node_id: Any = None) -> None:
        transports = [connection.transport for connection in list(self._manager._conns.values()) if connection.transport]
        sockets = [transport._sock for transport in transports if transport._sock is not None] if node_id is None else []
        super().close(node_id)
        for each in sockets:
            each.close()


CONNECTION: dict[str, Any] = {"proxy_url": "direct://", "reconnect_backoff_max_ms": 1000}
"""Settings of every client: connect through `DirectSocket`, and wait at most a second between attempts."""


def open_client(kind: Callable[..., Any], timeout: float, **settings: Any) -> Any:
    """Return a client of this kind on a `TidyClient`, which is closed if the creation fails.

    :param timeout: seconds within which a broker must answer
    """
    opened: list[TidyClient] = []

    def tidy(**configuration: Any) -> TidyClient:
        opened.append(TidyClient(**configuration))
        return opened[-1]

    try:
        return kind(kafka_client=tidy, bootstrap_timeout_ms=int(timeout * 1000), **settings)
    except BaseException:
        for client in opened:
            client.close()
        raise


class HearingTransport(KafkaSSLTransport):  # type: ignore[misc]  # the client has no types
    """Delivers data received just before the peer closed the connection; the next read reports the close."""

    def _sock_recv(self) -> tuple[bytes, Exception | None]:
        received, problem = super()._sock_recv()
        return received, None if received else problem


class FinishingCoordinator(ConsumerCoordinator):  # type: ignore[misc]  # the client has no types
    """Completes each join of a group that it started.

    Its base class drops a JoinGroup response that arrives between two polls and joins again, which keeps the whole group
    rebalancing. It also abandons a running join when the reason for it is gone, and then neither reads nor sends
    heartbeats, without an error.
    """

    _join_task: Any

    def ensure_coordinator_ready(self, timeout_ms: float | None = None) -> bool:
        """Ask the network thread only if the coordinator is not known, because each question costs two switches of threads."""
        return not self.coordinator_unknown() or bool(super().ensure_coordinator_ready(timeout_ms))

    def need_rejoin(self) -> bool:
        return bool(self.rejoining or super().need_rejoin())

    async def join_group_async(self, timeout_ms: float | None = None) -> bool:
        if self.rebalance_in_progress() and self._join_task is not None and self._join_task.succeeded():
            self._join_task = self._manager.call_soon(_value, self._join_task)
        return bool(await super().join_group_async(timeout_ms))


class AheadFetcher(Fetcher):  # type: ignore[misc]  # the client has no types
    """Fetches the next records while the offsets of the last ones are committed; its base class begins at the next poll."""

    def fetch_ahead(self) -> None:
        """Let the network thread send the fetches that the next poll needs, without waiting for it."""
        self._manager.call_soon(self._send_fetches_async)

    def send_fetches(self) -> Any:
        """Skip the question to the network thread while a fetch is pending at every broker, because then none can be sent."""
        if 0 < len(self._manager.cluster.brokers()) <= len(self._nodes_with_pending_fetch_requests):
            return []
        return super().send_fetches()


async def _value(answered: Any) -> Any:
    return answered.value


manager.KafkaSSLTransport = HearingTransport
group.ConsumerCoordinator = FinishingCoordinator
group.Fetcher = AheadFetcher


__all__ = [
    "ACL",
    "CONNECTION",
    "ACLOperation",
    "ACLPermissionType",
    "ACLResourcePatternType",
    "AbstractTokenProvider",
    "ClusterAuthorizationFailedError",
    "CommitFailedError",
    "ConfigResource",
    "ConfigResourceType",
    "FencedInstanceIdError",
    "GroupAuthorizationFailedError",
    "IllegalGenerationError",
    "KafkaAdminClient",
    "KafkaConnectionError",
    "KafkaConsumer",
    "KafkaError",
    "KafkaProducer",
    "KafkaTimeoutError",
    "LogTruncationError",
    "MessageSizeTooLargeError",
    "NoOffsetForPartitionError",
    "OffsetOutOfRangeError",
    "OffsetSpec",
    "RangePartitionAssignor",
    "RebalanceInProgressError",
    "ResourcePattern",
    "ResourceType",
    "RetriableError",
    "SaslAuthenticationFailedError",
    "ScramMechanism",
    "TidyClient",
    "TopicAlreadyExistsError",
    "TopicAuthorizationFailedError",
    "TopicPartition",
    "UnknownMemberIdError",
    "UserScramCredentialUpsertion",
]
