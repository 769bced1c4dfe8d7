"""sentry-arroyo: one `message` at a time, or in batches of 500 with a statement per event (`each`) or per batch (`set`).

Offsets are committed once a second, arroyo's default; its queue of unread messages is as large as librdkafka's, which is
ten times arroyo's default and faster. Messages are not validated.
"""
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import psycopg
from arroyo import Topic
from arroyo.backends.kafka import KafkaConsumer, KafkaPayload
from arroyo.backends.kafka.configuration import build_kafka_consumer_configuration
from arroyo.commit import ONCE_PER_SECOND
from arroyo.processing import StreamProcessor
from arroyo.processing.strategies import CommitOffsets, ProcessingStrategy, ProcessingStrategyFactory, RunTask
from arroyo.processing.strategies.batching import BatchStep, ValuesBatch
from arroyo.types import Commit, Message, Partition

from benchmarks.bus.contest import RECORD_MANY, RECORD_ONE, UPSERT_MANY, UPSERT_ONE, Stopwatch, Task, given_task

Paid = tuple[str, str, Decimal, date]
"""Event id, payment reference, amount, day."""


class Reader(ProcessingStrategyFactory[KafkaPayload]):
    """Builds the processing chain: decode, gather, write, commit."""

    def __init__(self, task: Task) -> None:
        self._connection = psycopg.connect(task.database, autocommit=True)
        self._watch = Stopwatch(task.records)
        self._mode = task.mode
        self.processor: StreamProcessor[KafkaPayload] | None = None

    def create_with_partitions(
        self, commit: Commit, partitions: Mapping[Partition, int]
    ) -> ProcessingStrategy[KafkaPayload]:
        """Return the processing strategy, called by arroyo."""
        if self._mode == "message":
            return RunTask(self._decode, RunTask(self._write_one, CommitOffsets(commit)))
        write = RunTask(self._write_many if self._mode == "set" else self._write_each, CommitOffsets(commit))
        return RunTask(self._decode, BatchStep(500, 0.1, write))

    def _decode(self, message: Message[KafkaPayload]) -> Paid:
        self._watch.arrived()
        headers, data = dict(message.payload.headers), json.loads(message.payload.value)
        return (headers["ce_id"].decode(), data["payment_reference"], Decimal(data["amount"]),
                date.fromisoformat(data["paid_on"]))

    def _write_one(self, message: Message[Paid]) -> None:
        with self._connection.transaction():
            self._apply(message.payload)
        self._note(1)

    def _write_each(self, message: Message[ValuesBatch[Paid]]) -> None:
        with self._connection.transaction():
            for value in message.payload:
                self._apply(value.payload)
        self._note(len(message.payload))

    def _apply(self, event: Paid) -> None:
        if self._connection.execute(RECORD_ONE, event[:1]).fetchone():
            self._connection.execute(UPSERT_ONE, event[1:])

    def _write_many(self, message: Message[ValuesBatch[Paid]]) -> None:
        events = [value.payload for value in message.payload]
        with self._connection.transaction():
            new = self._connection.execute(RECORD_MANY, ([event[0] for event in events],)).fetchall()
            unseen = {event_id for (event_id,) in new}
            fresh = []
            for event in events:
                if event[0] in unseen:
                    unseen.remove(event[0])
                    fresh.append(event)
            self._connection.execute(UPSERT_MANY, tuple([event[at] for event in fresh] for at in (1, 2, 3)))
        self._note(len(events))

    def _note(self, records: int) -> None:
        if self._watch.has_done(records) and self.processor:
            self._watch.print_result()
            self.processor.signal_shutdown()


def main(task: Task) -> None:
    """Read until all records are handled."""
    configuration = build_kafka_consumer_configuration(
        {}, bootstrap_servers=[task.servers], group_id=task.group, auto_offset_reset="earliest",
        queued_min_messages=100_000)
    reader = Reader(task)
    reader.processor = StreamProcessor(KafkaConsumer(configuration), Topic(task.topic), reader, ONCE_PER_SECOND)
    reader.processor.run()


if __name__ == "__main__":
    main(given_task())
