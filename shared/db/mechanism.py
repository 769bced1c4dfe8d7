"""The tables behind outbox, inbox, parking, jobs and idempotency, the same in every service's database.

Version 1 is frozen: a change is a new function called by a new migration of each service.
"""
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    insert,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection

OUTBOX_SLOTS = 8

metadata = MetaData()

outbox = Table(
    "outbox", metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("slot", SmallInteger, nullable=False),
    Column("event_id", String(36), nullable=False),
    Column("topic", String(120), nullable=False),
    Column("key", String(120), nullable=False),
    Column("type", String(120), nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False),
    Index("ix_outbox_slot_id", "slot", "id"),
)
"""Events written in the transaction of their use case, deleted once the broker acknowledged them."""

outbox_slot = Table("outbox_slot", metadata, Column("slot", SmallInteger, primary_key=True))
"""A relay locks a slot while it sends, so that a key never has two senders."""

inbox = Table(
    "inbox", metadata,
    Column("event_id", String(36), primary_key=True),
    Column("handled_at", DateTime(timezone=True), nullable=False, index=True),
)
"""Events whose effect is committed."""

parked_event = Table(
    "parked_event", metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", String(36), nullable=False, unique=True),
    Column("topic", String(120), nullable=False),
    Column("key", String(120), nullable=False),
    Column("type", String(120), nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("error", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("parked_at", DateTime(timezone=True), nullable=False),
    Index("ix_parked_event_topic_key", "topic", "key", "id"),
)
"""A poison event and the later ones of its key, in order."""

job_progress = Table(
    "job_progress", metadata,
    Column("job", String(80), primary_key=True),
    Column("through", Date, nullable=False),
)
"""Per job the last business date that is done; the row lock makes it run once."""

idempotency_key = Table(
    "idempotency_key", metadata,
    Column("account_id", String(80), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", SmallInteger),
    Column("headers", JSONB),
    Column("body", LargeBinary),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
)
"""The answer to a write, kept so that the same key gives the same answer and one effect."""


def create_mechanism_v1(connection: Connection) -> None:
    """For the first migration of a service."""
    metadata.create_all(connection)
    connection.execute(insert(outbox_slot), [{"slot": n} for n in range(OUTBOX_SLOTS)])
