"""Housekeeping deletes old outbox and inbox rows, but keeps inbox rows of events that may be redelivered."""
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from shared.bus.embedded.adapter import EmbeddedBus
from shared.bus.embedded.connection import connect
from shared.bus.port import Message
from shared.db.mechanism import idempotency_key, inbox, revoked_access
from shared.kernel.clock import SystemClock
from shared.messaging.housekeeping import ANSWER_AGE, INBOX_AGE, RECORD_AGE, Housekeeper

DAY = timedelta(days=1)


@pytest.fixture
def remember(database):
    """Insert inbox rows of a given age by the database's clock, which may differ from the platform's."""
    def remember(**ages: timedelta) -> None:
        with database.transaction() as session:
            for event_id, age in ages.items():
                session.execute(insert(inbox).values(
                    event_id=event_id, handled_at=session.clock.now() + 400 * DAY, recorded_at=func.now() - age))
    return remember


def known(database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(inbox.c.event_id)))


class TestHousekeeper:
    def test_forgets_events_that_no_topic_holds_any_more(self, database, bus, remember):
        remember(old=INBOX_AGE + DAY, young=INBOX_AGE - DAY, new=0 * DAY)

        forgotten = Housekeeper(database, bus).tidy()

        assert forgotten == 1
        assert known(database) == {"young", "new"}

    def test_forgets_revoked_access_of_which_no_token_is_left(self, database, bus):
        with database.transaction() as session:
            session.execute(insert(revoked_access), [
                {"kind": "TOKEN", "subject_id": name, "account_id": "a", "reason": "TOKEN_REVOKED", "revoked_at": ends_at,
                 "ends_at": ends_at}
                for name, ends_at in [("old", SystemClock().now() - DAY), ("new", SystemClock().now() + DAY)]])

        forgotten = Housekeeper(database, bus).tidy()

        with database.reading() as session:
            assert (forgotten, session.scalars(select(revoked_access.c.subject_id)).all()) == (1, ["new"])

    def test_works_through_any_number_a_chunk_at_a_time(self, database, bus, remember):
        remember(**{f"old{n}": INBOX_AGE + n * DAY for n in range(1, 8)}, new=0 * DAY)

        assert Housekeeper(database, bus, chunk=3).tidy() == 7
        assert known(database) == {"new"}

    def test_leaves_what_another_is_just_deleting(self, database, bus, remember):
        remember(old=INBOX_AGE + DAY, older=INBOX_AGE + 2 * DAY)

        with database.transaction() as other:
            other.execute(select(inbox).where(inbox.c.event_id == "old").with_for_update())
            forgotten = Housekeeper(database, bus).tidy()

        assert forgotten == 1
        assert known(database) == {"old"}

    def test_forgets_records_that_a_log_keeps_longer_than_any_topic_asks(self, database, new_database):
        url = new_database("aged_log")
        with closing(EmbeddedBus(url)) as log, closing(connect(url, name="aging")) as connection:
            log.ensure_topics({"aged.v1": 1})
            log.publish([Message("aged.v1", "k", value) for value in (b"old", b"older", b"new")])
            aged = int((RECORD_AGE + DAY).total_seconds() * 1000)
            connection.execute("UPDATE bus.record SET published_ms = published_ms - %s WHERE record_offset < 2", (aged,))
            connection.commit()

            Housekeeper(database, log).tidy()

            assert connection.execute("SELECT convert_from(value, 'UTF8') FROM bus.record").fetchall() == [("new",)]

    def test_forgets_old_answers_of_all_accounts(self, database, bus):
        with database.transaction() as session:
            session.execute(insert(idempotency_key), [
                {"account_id": account, "key": key, "fingerprint": "-", "created_at": session.clock.now() - age}
                for account, key, age in [("a", "old", ANSWER_AGE + DAY), ("b", "old", ANSWER_AGE + DAY),
                                          ("a", "new", ANSWER_AGE - DAY)]])

        assert Housekeeper(database, bus).tidy() == 2
        with database.reading() as session:
            assert session.execute(select(idempotency_key.c.account_id, idempotency_key.c.key)).all() == [("a", "new")]
