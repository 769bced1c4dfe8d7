"""One idempotent Kafka producer per process, thrown away when it can no longer be trusted."""
import os
import threading
from typing import Any

from shared.bus.kafka.address import Address
from shared.bus.kafka.client import KafkaError, KafkaProducer
from shared.bus.kafka.refusals import connect

SETTINGS: dict[str, Any] = {
    "enable_idempotence": True,  # said aloud, so that a setting that would switch it off silently is refused
    "acks": "all",
    "linger_ms": 5,
    "batch_size": 262_144,
    "delivery_timeout_ms": 2**31 - 1,  # a batch that expires in a retry wedges the idempotent producer for good
    "request_timeout_ms": 15_000,
    "max_block_ms": 10_000,
}


class Producer(KafkaProducer):  # type: ignore[misc]  # the client has no types
    """A KafkaProducer whose garbage collection leaves the client's log alone, and that fails a batch too large at once.

    The original sends such a batch again in halves, and sometimes never ends one of them. None of ours is larger than
    a cluster takes: the topic is closed, see `Administration.raise_partitions`.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._sender._can_split = lambda batch, problem: False

    def __del__(self) -> None:
        """The original silences that log for the whole process."""

    def abandon(self) -> None:
        """Drop what is buffered and end the thread; `close` with a time limit may leave it running."""
        self._unregister_cleanup()
        self._sender.force_close()
        self._sender.join(5)
        self._closed = True


class ProcessProducer:
    """Gives the threads of a process their producer; a fork or an abandoned producer leads to a new one."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._producer: Producer | None = None

    def get(self, timeout: float) -> Producer:
        """The producer; a new one if there is none.

        :raises BusError: if no broker lets us in in time
        """
        if self._process != os.getpid():  # the parent's has no thread here: it would accept messages and send none
            self._start_afresh()
        with self._lock:
            if self._producer is None:
                self._producer = connect(Producer, self._address, timeout, "make a producer", **SETTINGS)
            return self._producer

    def renew(self) -> None:
        """Send what is buffered and make another producer at the next `get`, which knows the partitions of now."""
        with self._lock:
            self.close()

    def abandon(self, producer: Producer) -> None:
        """Throw a producer away with its buffer: a message in it must not appear later, behind newer ones."""
        with self._lock:
            if self._producer is producer:
                self._producer = None
        producer.abandon()

    def close(self) -> None:
        """Send what is buffered and end the thread, if this process has one."""
        if self._process != os.getpid() or self._producer is None:
            return
        producer, self._producer = self._producer, None
        try:
            producer.close(timeout=10)
        except KafkaError:
            producer.abandon()
