"""The statements that bring a database to the mechanism's tables, version by version.

A version is frozen once a migration calls it: a change is a new function, called by a new migration of each service.
`shared.db.mechanism` says what the tables are now; a test holds the two together.
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


def _run(connection: Connection, statements: str) -> None:
    for statement in filter(None, map(str.strip, statements.split(";\n"))):
        connection.execute(text(statement))
