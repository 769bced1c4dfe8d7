"""FastStream at a constant rate: `write` commits and then publishes, without an outbox; `read` handles single messages."""
import asyncio
import time
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
from faststream import AckPolicy
from faststream.confluent import KafkaBroker, KafkaMessage

from benchmarks.bus.contest import RECORD_ONE, UPSERT_ONE, Task, given_task
from benchmarks.bus.pacing import EVENTS, Moments, due_after, policy_of, say_ready
from benchmarks.contestants.faststream_reader import BenefitPaid

CONNECTIONS = 4


async def write(task: Task) -> None:
    """Write events when they are due; what is committed and not yet published dies with the process."""
    broker, moments = KafkaBroker(task.servers, logger=None), Moments()
    await broker.connect()
    free: asyncio.Queue[psycopg.AsyncConnection[Any]] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await psycopg.AsyncConnection.connect(task.database, autocommit=True))
    began = time.monotonic()

    async def pay(number: int) -> None:
        event = BenefitPaid(policy_number=policy_of(number), employer_id="employer-1", payment_reference=str(number),
                            amount=Decimal("12.50"), paid_on=date(2026, 3, 2))
        begin = time.monotonic()
        connection = await free.get()
        async with connection.transaction():
            await connection.execute(UPSERT_ONE, (event.payment_reference, event.amount, event.paid_on))
        free.put_nowait(connection)
        committed = time.monotonic()
        await broker.publish(event, task.topic, key=event.policy_number.encode(), headers={"ce_id": f"event-{number}"})
        moments.note(number, begin, committed)

    async with asyncio.TaskGroup() as group:
        for number in range(EVENTS):
            await asyncio.sleep(max(0.0, began + due_after(number) - time.monotonic()))
            group.create_task(pay(number))
    moments.print_result()
    await broker.stop()


async def read(task: Task) -> None:
    """Handle events, with each the commit of its effect; until all are there."""
    broker, moments, is_done = KafkaBroker(task.servers, logger=None), Moments(), asyncio.Event()
    connection = await psycopg.AsyncConnection.connect(task.database, autocommit=True)

    @broker.subscriber(task.topic, group_id=task.group, auto_offset_reset="earliest", ack_policy=AckPolicy.ACK)
    async def add(event: BenefitPaid, message: KafkaMessage) -> None:
        async with connection.transaction():
            new = await connection.execute(RECORD_ONE, (message.headers["ce_id"],))
            if await new.fetchone():
                await connection.execute(UPSERT_ONE, (event.payment_reference, event.amount, event.paid_on))
        moments.note(int(event.payment_reference), time.monotonic())
        if moments.are_all:
            is_done.set()

    await broker.start()
    say_ready()
    await is_done.wait()
    moments.print_result()
    await broker.stop()


if __name__ == "__main__":
    asyncio.run({"write": write, "read": read}[given_task().mode](given_task()))
