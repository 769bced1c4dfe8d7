"""A correlation id finds in the log every copied event that it caused, however many are copied together."""
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from shared.bus.port import Record
from shared.db.session import Database
from shared.events.claims import DebtCreated
from shared.messaging.copies.declaration import Copies
from shared.messaging.delivery import Delivery, read
from shared.messaging.handling import LOGGED_ONE_BY_ONE, copy
from shared.messaging.subscribers import Subscribers
from shared.messaging.tests.ledger import debt, effect, message
from shared.observability.logging import JsonFormatter


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """The records logged during the test."""
    written: list[dict[str, Any]] = []
    log, handler = logging.getLogger("shared.messaging.handling"), logging.Handler()
    handler.emit = lambda record: written.append(json.loads(JsonFormatter("test").format(record)))
    before = log.level
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    yield written
    log.removeHandler(handler)
    log.setLevel(before)


@pytest.fixture
def copy_events(database: Database) -> Callable[[int], list[Delivery]]:
    """Copy this number of events in one batch, each with its own cause."""
    def copy_so_many(count: int) -> list[Delivery]:
        copies = Copies()
        copies.amends(effect, {DebtCreated: {"what": "debt_id"}}, key={"id": lambda _: 0})
        run = [delivery(number) for number in range(count)]
        with database.transaction() as session:
            copy(session, Subscribers("readers", copies), run)
        return run
    return copy_so_many


def delivery(number: int) -> Delivery:
    """A debt event with its own correlation id."""
    sent = message(debt(f"P-{number}", str(number)))
    found = read(Record(sent.topic, 0, number, sent.key, sent.value, sent.headers, 0))
    assert found.envelope is not None
    return replace(found, envelope=replace(found.envelope, correlation_id=f"click-{number}"))


class TestCopiedEvents:
    def test_of_a_short_run_are_logged_one_by_one_each_in_its_own_trace(self, copy_events, lines):
        run = copy_events(LOGGED_ONE_BY_ONE)

        assert [(line["event_id"], line["correlation_id"], line["offset"]) for line in lines] == [
            (each.event_id, f"click-{number}", number) for number, each in enumerate(run)]
        assert len({line["span_id"] for line in lines}) == len(run)

    def test_of_a_long_run_are_logged_in_one_line_with_every_correlation_id(self, copy_events, lines):
        copy_events(LOGGED_ONE_BY_ONE + 1)

        line, = lines
        assert (line["events"], line["types"]) == (LOGGED_ONE_BY_ONE + 1, DebtCreated.TYPE)
        assert line["correlation_ids"].split() == [f"click-{number}" for number in range(LOGGED_ONE_BY_ONE + 1)]
