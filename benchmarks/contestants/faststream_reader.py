"""FastStream on confluent-kafka: one `message` at a time, or in batches with a statement each (`batch`) or together (`set`).

`AckPolicy.ACK` commits the offset after the effect. Batches are as large as the platform's; logging is off.
"""
import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
from faststream import AckPolicy
from faststream.confluent import KafkaBroker, KafkaMessage
from pydantic import BaseModel

from benchmarks.bus.contest import RECORD_MANY, RECORD_ONE, UPSERT_MANY, UPSERT_ONE, Stopwatch, Task, given_task


class BenefitPaid(BaseModel):
    """The event as a pydantic model."""

    policy_number: str
    employer_id: str
    payment_reference: str
    amount: Decimal
    paid_on: date


class Reader:
    """The handlers, which share one database connection."""

    def __init__(self, connection: psycopg.AsyncConnection[Any], records: int) -> None:
        self._connection = connection
        self._watch = Stopwatch(records)
        self.is_done = asyncio.Event()

    def _note(self, records: int) -> None:
        if self._watch.has_done(records) and not self.is_done.is_set():
            self._watch.print_result()
            self.is_done.set()

    async def one(self, event: BenefitPaid, message: KafkaMessage) -> None:
        """Inbox and effect of one event in one transaction."""
        self._watch.arrived()
        async with self._connection.transaction():
            await self._apply(message.headers["ce_id"], event)
        self._note(1)

    async def _apply(self, event_id: str, event: BenefitPaid) -> None:
        new = await self._connection.execute(RECORD_ONE, (event_id,))
        if await new.fetchone():
            await self._connection.execute(UPSERT_ONE, (event.payment_reference, event.amount, event.paid_on))

    async def each(self, events: list[BenefitPaid], message: KafkaMessage) -> None:
        """A batch in one transaction, as a handler of one event would do each."""
        self._watch.arrived()
        async with self._connection.transaction():
            for event, headers in zip(events, message.batch_headers, strict=True):
                await self._apply(headers["ce_id"], event)
        self._note(len(events))

    async def many(self, events: list[BenefitPaid], message: KafkaMessage) -> None:
        """A batch in one transaction, by the same two statements as ours."""
        self._watch.arrived()
        ids = [headers["ce_id"] for headers in message.batch_headers]
        async with self._connection.transaction():
            new = await (await self._connection.execute(RECORD_MANY, (ids,))).fetchall()
            unseen = {event_id for (event_id,) in new}
            fresh = []
            for event_id, event in zip(ids, events, strict=True):
                if event_id in unseen:
                    unseen.remove(event_id)
                    fresh.append(event)
            await self._connection.execute(
                UPSERT_MANY, ([e.payment_reference for e in fresh], [e.amount for e in fresh], [e.paid_on for e in fresh]))
        self._note(len(events))


async def main(task: Task) -> None:
    """Read until all is done."""
    broker = KafkaBroker(task.servers, logger=None)
    connection = await psycopg.AsyncConnection.connect(task.database, autocommit=True)
    reader = Reader(connection, task.records)
    options: dict[str, Any] = {"group_id": task.group, "auto_offset_reset": "earliest", "ack_policy": AckPolicy.ACK}
    if task.mode == "message":
        broker.subscriber(task.topic, **options)(reader.one)
    else:
        handler = reader.many if task.mode == "set" else reader.each
        broker.subscriber(task.topic, batch=True, max_records=500, **options)(handler)
    await broker.start()
    await reader.is_done.wait()
    await broker.stop()
    await connection.close()


if __name__ == "__main__":
    asyncio.run(main(given_task()))
