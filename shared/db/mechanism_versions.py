"""The statements that bring a database to the mechanism's tables, version by version.

Versions 1 to 4 are called by the first migrations of each service. From version 5 on the history is kept here alone:
`update_mechanism` runs after the migrations of a service and applies the versions that its database lacks. A version
is frozen once it is on the main branch. `shared.db.mechanism` says what the tables are now; a test compares the two.
"""
from sqlalchemy import text
from sqlalchemy.engine import Connection

_V1 = """
CREATE TABLE idempotency_key (
    account_id VARCHAR(80) NOT NULL,
    key VARCHAR(120) NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    status SMALLINT,
    headers JSONB,
    body BYTEA,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX ix_idempotency_key_created_at ON idempotency_key (created_at);
CREATE TABLE inbox (
    event_id VARCHAR(36) NOT NULL,
    handled_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (event_id)
);
CREATE INDEX ix_inbox_handled_at ON inbox (handled_at);
CREATE TABLE job_progress (
    job VARCHAR(80) NOT NULL,
    through DATE NOT NULL,
    PRIMARY KEY (job)
);
CREATE TABLE outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    slot SMALLINT NOT NULL,
    event_id VARCHAR(36) NOT NULL,
    topic VARCHAR(120) NOT NULL,
    key VARCHAR(120) NOT NULL,
    type VARCHAR(120) NOT NULL,
    headers JSONB NOT NULL,
    payload BYTEA NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_outbox_slot_id ON outbox (slot, id);
CREATE TABLE outbox_slot (
    slot SMALLSERIAL NOT NULL,
    PRIMARY KEY (slot)
);
CREATE TABLE parked_event (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    event_id VARCHAR(36) NOT NULL,
    topic VARCHAR(120) NOT NULL,
    key VARCHAR(120) NOT NULL,
    type VARCHAR(120) NOT NULL,
    headers JSONB NOT NULL,
    payload BYTEA NOT NULL,
    error TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    parked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (event_id)
);
CREATE INDEX ix_parked_event_topic_key ON parked_event (topic, key, id);
INSERT INTO outbox_slot (slot) SELECT generate_series(0, 7);
"""

_V2 = """
CREATE TABLE event_sequence (
    topic VARCHAR(120) NOT NULL,
    key VARCHAR(120) NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (topic, key)
);
CREATE TABLE feed_position (
    topic VARCHAR(120) NOT NULL,
    key VARCHAR(120) NOT NULL,
    sequence BIGINT NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (topic, key)
);
ALTER TABLE parked_event
    ADD COLUMN sequence BIGINT,
    ADD COLUMN reason VARCHAR(8) DEFAULT 'FAILED' NOT NULL;
ALTER TABLE parked_event ALTER COLUMN reason DROP DEFAULT;
CREATE TABLE parked_resolution (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    event_id VARCHAR(36) NOT NULL,
    topic VARCHAR(120) NOT NULL,
    key VARCHAR(120) NOT NULL,
    type VARCHAR(120) NOT NULL,
    error TEXT NOT NULL,
    action VARCHAR(10) NOT NULL,
    actor_id VARCHAR(80) NOT NULL,
    explanation TEXT,
    parked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    resolved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_parked_resolution_resolved_at ON parked_resolution (resolved_at);
"""

_V3 = "CREATE INDEX ix_feed_position_asked_at ON feed_position (asked_at) WHERE asked_at IS NOT NULL"


_V4 = """
ALTER TABLE inbox ADD COLUMN recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL;
CREATE INDEX ix_inbox_recorded_at ON inbox USING brin (recorded_at);
DROP INDEX ix_inbox_handled_at;
"""


_V5 = """
ALTER TABLE job_progress ADD COLUMN running DATE, ADD COLUMN after VARCHAR(120);
CREATE TABLE set_aside_item (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    job VARCHAR(80) NOT NULL,
    item VARCHAR(120) NOT NULL,
    business_date DATE NOT NULL,
    kind VARCHAR(10) NOT NULL,
    reason TEXT NOT NULL,
    tries INTEGER NOT NULL,
    correlation_id VARCHAR(120) NOT NULL,
    first_tried_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_tried_at TIMESTAMP WITH TIME ZONE NOT NULL,
    next_try_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    UNIQUE (job, item)
);
CREATE INDEX ix_set_aside_item_next_try_at ON set_aside_item (next_try_at);
CREATE TABLE set_aside_resolution (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    job VARCHAR(80) NOT NULL,
    item VARCHAR(120) NOT NULL,
    business_date DATE NOT NULL,
    kind VARCHAR(10) NOT NULL,
    reason TEXT NOT NULL,
    tries INTEGER NOT NULL,
    action VARCHAR(10) NOT NULL,
    actor_id VARCHAR(80) NOT NULL,
    explanation TEXT,
    first_tried_at TIMESTAMP WITH TIME ZONE NOT NULL,
    resolved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
"""

_SINCE_5 = {5: _V5}
"""Statements of each version from 5 on; a new version is a new entry."""

NEWEST = max(_SINCE_5)


def create_mechanism_v1(connection: Connection) -> None:
    """Outbox, inbox, parked events, jobs, idempotency keys: for the first migration of a service."""
    _run(connection, _V1)


def extend_mechanism_v2(connection: Connection) -> None:
    """Sequences of events, the positions of readers in them, and what was done with parked events."""
    _run(connection, _V2)


def extend_mechanism_v3(connection: Connection) -> None:
    """What waits for a snapshot is found without reading all positions."""
    _run(connection, _V3)


def extend_mechanism_v4(connection: Connection) -> None:
    """The inbox knows how old its rows are by the database's own time, whatever the platform's clock says."""
    _run(connection, _V4)


def create_mechanism(connection: Connection) -> None:
    """All versions at once, for a database without migrations of its own."""
    create_mechanism_v1(connection)
    extend_mechanism_v2(connection)
    extend_mechanism_v3(connection)
    extend_mechanism_v4(connection)
    update_mechanism(connection)


def update_mechanism(connection: Connection) -> None:
    """Apply the versions from 5 on that the database lacks; a database without these tables (the gateway's) is left alone."""
    if connection.scalar(text("SELECT to_regclass('job_progress')")) is None:
        return
    present = find_version(connection)
    if present is None:
        connection.execute(text("CREATE TABLE mechanism_version (version INTEGER NOT NULL, PRIMARY KEY (version))"))
        connection.execute(text("INSERT INTO mechanism_version VALUES (4)"))
        present = 4
    for version in range(present + 1, NEWEST + 1):
        _run(connection, _SINCE_5[version])
        connection.execute(text("UPDATE mechanism_version SET version = :version"), {"version": version})


def find_version(connection: Connection) -> int | None:
    """The version of these tables that the database has; None for 4 and older."""
    if connection.scalar(text("SELECT to_regclass('mechanism_version')")) is None:
        return None
    version: int | None = connection.scalar(text("SELECT version FROM mechanism_version"))
    return version


def _run(connection: Connection, statements: str) -> None:
    for statement in filter(None, map(str.strip, statements.split(";\n"))):
        connection.execute(text(statement))
