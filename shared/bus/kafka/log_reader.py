"""Reading Apache Kafka by partition and offset, without a consumer group."""
import time
from collections.abc import Sequence
from typing import Any

from shared.bus.kafka.address import Address
from shared.bus.kafka.admin import Admin
from shared.bus.kafka.client import KafkaConsumer, KafkaError, OffsetOutOfRangeError, TopicPartition
from shared.bus.kafka.refusals import connect, explain
from shared.bus.port import BusError, Record

_READ_SECONDS = 30.0
_CONNECT_SECONDS = 10.0


class KafkaLogReader:
    """A LogReader on one consumer without a group, assigned to one partition at a time.

    The consumer knows only its assigned partition, so `ends` asks the cluster.

    :param servers: the address, see `Address.parse`
    """

    def __init__(self, servers: str) -> None:
        self._address = Address.parse(servers)
        self._admin = Admin(self._address)
        self._consumer: Any = connect(
            KafkaConsumer, self._address, _CONNECT_SECONDS, "read the log", group_id=None, enable_auto_commit=False,
            auto_offset_reset="none", isolation_level="read_committed", max_poll_records=500)

    def ends(self, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
        return self._admin.ends(topics)

    def read(self, place: tuple[str, int], offset: int, limit: int) -> list[Record]:
        partition, deadline = TopicPartition(*place), time.monotonic() + _READ_SECONDS
        try:
            self._consumer.assign([partition])
            self._consumer.seek(partition, offset)
            while time.monotonic() < deadline:
                try:
                    found = self._consumer.poll(1000, max_records=limit)
                except OffsetOutOfRangeError:
                    self._consumer.seek_to_beginning(partition)
                    continue
                if found:
                    return [_record(each) for each in found[partition]]
        except KafkaError as problem:
            raise explain(problem, self._address, "read the log") from problem
        raise BusError(f"{place[0]}/{place[1]} gives nothing from offset {offset} on")

    def close(self) -> None:
        self._admin.close()
        self._consumer.close()


def _record(found: Any) -> Record:
    return Record(found.topic, found.partition, found.offset, (found.key or b"").decode(), found.value or b"",
                  tuple(found.headers), found.timestamp)
