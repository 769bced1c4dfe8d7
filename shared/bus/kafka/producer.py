"""One idempotent Kafka producer per process, replaced when its state is no longer reliable."""
import os
import threading
from typing import Any

from shared.bus.kafka.address import Address
from shared.bus.kafka.client import KafkaError, KafkaProducer
from shared.bus.kafka.refusals import connect

SETTINGS: dict[str, Any] = {
    "enable_idempotence": True,  # explicit: the client then refuses settings that would silently disable it
    "acks": "all",
    "linger_ms": 5,
    "batch_size": 262_144,
    "delivery_timeout_ms": 2**31 - 1,  # trap: a batch that expires during a retry blocks the idempotent producer for good
    "request_timeout_ms": 15_000,
    "max_block_ms": 10_000,
}


class Producer(KafkaProducer):  # type: ignore[misc]  # the client has no types
    """A KafkaProducer that fails an oversized batch at once and does not silence the client's log when collected.

    Its base class splits an oversized batch and sometimes never completes one half. Our batches are below the limit of
    the cluster, so the error means that the topic is closed, see `Administration.raise_partitions`.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._sender._can_split = lambda batch, problem: False

    def __del__(self) -> None:
        """Do nothing; the base class disables the client's log for the whole process."""

    def abandon(self) -> None:
        """Drop buffered messages and end the thread, which `close` with a timeout may leave running."""
        self._unregister_cleanup()
        self._sender.force_close()
        self._sender.join(5)
        self._closed = True


class ProcessProducer:
    """The producer shared by the threads of a process, recreated after a fork and after `abandon`."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._producer: Producer | None = None

    def get(self, timeout: float) -> Producer:
        """Return the producer, created if there is none.

        :raises BusError: if no broker accepts the connection in time
        """
        if self._process != os.getpid():  # the parent's sender thread does not exist here: messages would never be sent
            self._start_afresh()
        with self._lock:
            if self._producer is None:
                self._producer = connect(Producer, self._address, timeout, "make a producer", **SETTINGS)
            return self._producer

    def renew(self) -> None:
        """Flush and drop the producer; the next `get` creates one that knows the current partitions."""
        with self._lock:
            self.close()

    def abandon(self, producer: Producer) -> None:
        """Drop a producer and its buffer, so that no old message is sent after newer ones."""
        with self._lock:
            if self._producer is producer:
                self._producer = None
        producer.abandon()

    def close(self) -> None:
        """Flush and close the producer, if this process has one."""
        if self._process != os.getpid() or self._producer is None:
            return
        producer, self._producer = self._producer, None
        try:
            producer.close(timeout=10)
        except KafkaError:
            producer.abandon()
