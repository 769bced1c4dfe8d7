"""The tables for outbox, inbox, parked events, jobs and idempotency keys, identical in every service's database.

This module describes the present version; `shared.db.mechanism_versions` has the statements that migrate to it.
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
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

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
    Column("handled_at", DateTime(timezone=True), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Index("ix_inbox_recorded_at", "recorded_at", postgresql_using="brin"),
)
"""Events whose effect is committed, with the time by the platform's clock and by the database's clock."""

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
    Column("sequence", BigInteger),
    Column("reason", String(8), nullable=False),
    Index("ix_parked_event_topic_key", "topic", "key", "id"),
)
"""A poison event and the later ones of its key, in order; the reason is a `shared.messaging.parked.parking.Reason`."""

parked_resolution = Table(
    "parked_resolution", metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", String(36), nullable=False),
    Column("topic", String(120), nullable=False),
    Column("key", String(120), nullable=False),
    Column("type", String(120), nullable=False),
    Column("error", Text, nullable=False),
    Column("action", String(10), nullable=False),
    Column("actor_id", String(80), nullable=False),
    Column("explanation", Text),
    Column("parked_at", DateTime(timezone=True), nullable=False),
    Column("resolved_at", DateTime(timezone=True), nullable=False, index=True),
)
"""How a parked event was resolved, and by whom."""

event_sequence = Table(
    "event_sequence", metadata,
    Column("topic", String(120), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
)
"""The number of the last event of an aggregate; its row lock puts the writers of one aggregate in line."""

feed_position = Table(
    "feed_position", metadata,
    Column("topic", String(120), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("asked_at", DateTime(timezone=True)),
    Index("ix_feed_position_asked_at", "asked_at", postgresql_where=text("asked_at IS NOT NULL")),
)
"""Sequence up to which this service's copy of a foreign aggregate is complete; `asked_at` while it waits for a snapshot."""

job_progress = Table(
    "job_progress", metadata,
    Column("job", String(80), primary_key=True),
    Column("through", Date, nullable=False),
    Column("running", Date),
    Column("after", String(120)),
)
"""Per job the last business date that is done; the row lock makes it run once.

While a job over items works on a date, `running` is that date and `after` the last item, in order, that it is done with.
"""

set_aside_item = Table(
    "set_aside_item", metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("job", String(80), nullable=False),
    Column("item", String(120), nullable=False),
    Column("business_date", Date, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("correlation_id", String(120), nullable=False),
    Column("first_tried_at", DateTime(timezone=True), nullable=False),
    Column("last_tried_at", DateTime(timezone=True), nullable=False),
    Column("next_try_at", DateTime(timezone=True), index=True),
    UniqueConstraint("job", "item"),
)
"""An item that a job could not handle, and the first business date for which that is still to be done.

`first_tried_at` and `last_tried_at` are the platform's time. `next_try_at` is the database's time, so that moving the
platform's clock does not skip the back-off; null means that the item waits for a person.
"""

set_aside_resolution = Table(
    "set_aside_resolution", metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("job", String(80), nullable=False),
    Column("item", String(120), nullable=False),
    Column("business_date", Date, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("action", String(10), nullable=False),
    Column("actor_id", String(80), nullable=False),
    Column("explanation", Text),
    Column("first_tried_at", DateTime(timezone=True), nullable=False),
    Column("resolved_at", DateTime(timezone=True), nullable=False),
)
"""How an item that was set aside was resolved, and by whom; kept as an audit trail."""

revoked_access = Table(
    "revoked_access", metadata,
    Column("kind", String(8), primary_key=True),
    Column("subject_id", String(80), primary_key=True),
    Column("account_id", String(80), nullable=False, index=True),
    Column("generation", Integer),
    Column("reason", String(20), nullable=False),
    Column("revoked_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False, index=True),
)
"""An account, session or token whose access tokens are refused before they expire; `ends_at` is when the last has expired.

Of an account only tokens of an earlier `generation` are refused. The times are the machine's, as those of tokens.
"""

list_reading = Table(
    "list_reading", metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("list", String(40), nullable=False),
    Column("account_id", String(80), nullable=False),
    Column("role", String(40), nullable=False),
    Column("employer_id", String(40)),
    Column("found", Integer, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Index("ix_list_reading_employer_id_id", "employer_id", "id"),
)
"""A list of health data that was read: by whom, in which role and for which employer, and how many it showed.

`employer_id` is that of the account; null for staff, whose lists have several employers. Never changed or deleted.
"""

mechanism_version = Table("mechanism_version", metadata, Column("version", Integer, primary_key=True))
"""One row: the version of these tables that this database has."""

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
"""The response to a write; a repeated idempotency key returns it without a second effect."""
