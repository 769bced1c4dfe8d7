"""Early checks and one-sentence messages for connections and requests that a cluster refuses.

kafka-python 3.0.12 hides the cause: a wrong password, certificate or token shows as a timeout after half a minute, and a
topic without read right as an empty topic.
"""
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

from shared.bus.kafka.address import Address, NoToken
from shared.bus.kafka.client import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    SaslAuthenticationFailedError,
    TidyClient,
    TopicAuthorizationFailedError,
    open_client,
)
from shared.bus.port import BusError

_TRY_SECONDS = 5.0
_LEAST_SECONDS = 0.5
"""Minimum time for a new client's first request after a broker accepted the connection just before the timeout."""


class _Silent(Exception):
    """The broker accepts connections and does not respond, as a hanging one does."""


def connect(kind: Callable[..., Any], address: Address, timeout: float, doing: str, **settings: Any) -> Any:
    """Return a connected client of this kind.

    :param doing: purpose of the client, which completes the message "cannot …"
    :raises BusError: if no broker answers in time or the cluster refuses the sign-in
    """
    deadline = time.monotonic() + timeout
    await_broker(address, timeout)
    try:
        left = max(_LEAST_SECONDS, deadline - time.monotonic())
        return open_client(kind, left, **address.client_settings(), **settings)
    except KafkaTimeoutError as problem:
        raise BusError(f"{', '.join(address.servers)} accepts connections and does not answer") from problem
    except KafkaError as problem:
        raise explain(problem, address, doing) from problem


def await_broker(address: Address, timeout: float = 10.0) -> None:
    """Wait until a broker accepts connections and, on a guarded cluster, the sign-in.

    :raises BusError: if none does in time or the cluster refuses the sign-in
    """
    deadline = time.monotonic() + timeout
    while True:
        silent = []
        for server in filter(_accepts, address.servers):
            try:
                return _introduce(address, server)
            except _Silent:
                silent.append(server)  # another broker may answer
        if time.monotonic() >= deadline:
            raise BusError(f"{', '.join(silent)} accepts connections and does not answer" if silent
                           else f"no broker at {', '.join(address.servers)}")
        time.sleep(0.1)


def _accepts(server: str) -> bool:
    host, _, port = server.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1.0).close()
    except OSError:
        return False
    return True


def _introduce(address: Address, server: str) -> None:
    if address.ca_file:
        _shake_hands(address, server)
    if address.signs_in:
        _sign_in(address, server)


def _shake_hands(address: Address, server: str) -> None:
    host, _, port = server.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=_TRY_SECONDS) as plain:
            address.tls().wrap_socket(plain, server_hostname=host).close()
    except ssl.SSLCertVerificationError as problem:
        raise BusError(f"the certificate of {server} is not to be trusted by {address.ca_file}: "
                       f"{problem.verify_message}") from problem
    except TimeoutError as problem:
        raise _Silent from problem
    except OSError as problem:
        raise BusError(f"{server} does not speak TLS: {problem}") from problem


def _sign_in(address: Address, server: str) -> None:
    """Connect and authenticate once, to get the broker's own error.

    :raises BusError: if the broker refuses
    """
    client = TidyClient(**address.client_settings() | {"bootstrap_servers": [server]})
    try:
        client._net.start()
        connection = client._manager.get_connection(
            "bootstrap-0", timeout_ms=_TRY_SECONDS * 1000, pop_on_close=False, refresh_metadata_on_err=False)
        client._manager.run(client._manager.wait_for, connection.init_future, _TRY_SECONDS * 1000)
    except SaslAuthenticationFailedError as problem:
        raise BusError(address.sign_in_refused()) from problem
    except KafkaTimeoutError as problem:
        raise _Silent from problem
    except NoToken as problem:
        raise BusError(problem.args[0]) from problem
    except KafkaError as problem:
        raise BusError(f"Kafka at {server} breaks off the sign-in of {address.who()}: {problem}") from problem
    finally:
        client.close()


def explain(problem: Exception, address: Address, doing: str) -> BusError:
    """Translate an error of the client to a BusError.

    :param doing: the attempted action, which completes the message "cannot …"
    """
    if isinstance(problem, SaslAuthenticationFailedError):
        return BusError(address.sign_in_refused())
    if isinstance(problem, TopicAuthorizationFailedError):
        return no_right(address, doing)
    if isinstance(problem, GroupAuthorizationFailedError):
        return no_right(address, f"{doing}, as it may not use that group")
    if isinstance(problem, ClusterAuthorizationFailedError) or ClusterAuthorizationFailedError.__name__ in str(problem):
        return no_right(address, doing)  # trap: for a producer's first request the client keeps only the text
    if isinstance(problem, MessageSizeTooLargeError):  # our messages are smaller (`refuse_oversized`), so the topic is closed
        return BusError(f"cannot {doing} at this moment: its partitions are being raised")
    if isinstance(problem, BusError):
        return problem
    return BusError(f"cannot {doing}: {problem!r}")


def no_right(address: Address, doing: str) -> BusError:
    """Return the error for a missing right."""
    return BusError(f"{address.who()} has no right to {doing}")


def names(topics: Iterable[str]) -> str:
    """Join topic names for a message."""
    return ", ".join(sorted(topics))
