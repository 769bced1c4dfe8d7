"""Migrations of the mechanism's tables, version by version.

`update_mechanism` runs before the migrations of each service that has these tables and applies the versions that its
database lacks. A version is frozen once it is on the main branch. `shared.db.mechanism` describes the present tables; a
test compares the two.
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

_V6 = """
CREATE TABLE revoked_access (
    kind VARCHAR(8) NOT NULL,
    subject_id VARCHAR(80) NOT NULL,
    account_id VARCHAR(80) NOT NULL,
    generation INTEGER,
    reason VARCHAR(20) NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (kind, subject_id)
);
CREATE INDEX ix_revoked_access_account_id ON revoked_access (account_id);
CREATE INDEX ix_revoked_access_ends_at ON revoked_access (ends_at);
"""

_V7 = """
CREATE TABLE list_reading (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    list VARCHAR(40) NOT NULL,
    account_id VARCHAR(80) NOT NULL,
    role VARCHAR(40) NOT NULL,
    employer_id VARCHAR(40),
    found INTEGER NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_list_reading_employer_id_id ON list_reading (employer_id, id);
"""

_VERSIONS = (_V1, _V2, _V3, _V4, _V5, _V6, _V7)
"""The statements of each version, from the first; a new version is a new entry at the end."""

NEWEST = len(_VERSIONS)
_NUMBERED_SINCE = 5
"""Databases that were made before this version hold no number of theirs; all of them have the version before it."""


def update_mechanism(connection: Connection) -> None:
    """Apply the versions that the database lacks: all of them to an empty one."""
    present = find_version(connection)
    if connection.scalar(text("SELECT to_regclass('mechanism_version')")) is None:
        connection.execute(text("CREATE TABLE mechanism_version (version INTEGER NOT NULL, PRIMARY KEY (version))"))
        connection.execute(text("INSERT INTO mechanism_version VALUES (0)"))
    for statements in _VERSIONS[present:]:
        _run(connection, statements)
    connection.execute(text("UPDATE mechanism_version SET version = :version"), {"version": max(present, NEWEST)})


def find_version(connection: Connection) -> int:
    """The version of these tables that the database has; 0 if it has none of them."""
    if connection.scalar(text("SELECT to_regclass('mechanism_version')")) is not None:
        version: int = connection.execute(text("SELECT version FROM mechanism_version")).scalar_one()
        return version
    has_tables = connection.scalar(text("SELECT to_regclass('job_progress')")) is not None
    return _NUMBERED_SINCE - 1 if has_tables else 0


def _run(connection: Connection, statements: str) -> None:
    for statement in filter(None, map(str.strip, statements.split(";\n"))):
        connection.execute(text(statement))
