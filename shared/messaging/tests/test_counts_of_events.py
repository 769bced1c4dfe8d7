"""Counters of events count committed effects once, not attempts and not rolled back work."""
import json
import logging
from collections.abc import Callable
from decimal import Decimal

import pytest
from prometheus_client import REGISTRY

from cli.contracts.examples import example_of
from shared.bus.port import BusError
from shared.db.session import Session
from shared.events.billing import InvoiceIssued, InvoiceKind
from shared.events.claims import BenefitPaid, DebtCreated
from shared.messaging.consumer import Consumer
from shared.messaging.copies.declaration import Copies
from shared.messaging.envelope import Envelope
from shared.messaging.outbox import publish
from shared.messaging.relay import Relay
from shared.messaging.subscribers import Subscribers
from shared.messaging.tests.ledger import TRACE, commit_events, debt, effect, message, note, reading
from shared.messaging.tests.test_outbox_and_relay import StubbornBus
from shared.observability.logging import JsonFormatter

DEBTS = "ontzorg_debts_created_total"


@pytest.fixture
def grown() -> Callable[..., float]:
    """The increase of a counter since the start of the test or the first query."""
    before = {(sample.name, tuple(sorted(sample.labels.items()))): sample.value
              for family in REGISTRY.collect() for sample in family.samples}

    def growth(name: str, **labels: str) -> float:
        now = REGISTRY.get_sample_value(name, labels) or 0.0
        return now - before.get((name, tuple(sorted(labels.items()))), 0.0)

    return growth


def refuse_number_two(session: Session, event: DebtCreated, envelope: Envelope) -> None:
    """A handler that fails on one event."""
    if event.debt_id == "2":
        raise ValueError("two")
    note(session, event, envelope)


def consume(database, bus, handler) -> None:
    """Handle all available events once."""
    subscribers = Subscribers("readers")
    subscribers.on(DebtCreated)(handler)
    with reading(bus) as subscription:
        Consumer(database, bus, subscribers).handle_next(subscription, 5)


class TestSentEvents:
    def test_are_counted_once_they_left_the_outbox(self, database, grown):
        commit_events(database, debt("P-1", "1"), debt("P-2", "2"))
        assert grown(DEBTS) == 0

        Relay(database, StubbornBus()).drain()

        assert grown(DEBTS) == 2
        assert grown("ontzorg_events_sent_total", type=DebtCreated.TYPE) == 2

    def test_of_a_transaction_that_rolls_back_are_never_counted(self, database, grown):
        def use_case() -> None:
            with database.transaction() as session:
                publish(session, debt("P-1", "1"))
                raise RuntimeError("fails at the last moment")

        with pytest.raises(RuntimeError, match="last moment"):
            use_case()
        Relay(database, StubbornBus()).drain()

        assert grown(DEBTS) == 0

    def test_that_the_broker_refuses_are_counted_when_it_takes_them(self, database, grown):
        commit_events(database, debt("P-1", "1"))
        relay = Relay(database, StubbornBus([0]))

        with pytest.raises(BusError):
            relay.drain()
        refused = grown(DEBTS)
        relay.drain()

        assert (refused, grown(DEBTS), grown("ontzorg_publish_failures_total")) == (0, 1, 1)

    def test_add_up_the_euros_that_they_tell(self, database, grown):
        paid = example_of(BenefitPaid)
        commit_events(database, paid, paid)

        Relay(database, StubbornBus()).drain()

        assert grown("ontzorg_benefits_paid_total") == 2
        assert Decimal(str(round(grown("ontzorg_benefits_paid_euros_total"), 2))) == 2 * paid.amount

    def test_count_a_credit_note_by_what_it_gives_back(self, database, grown):
        invoice = InvoiceIssued(**vars(example_of(InvoiceIssued)) | {"kind": InvoiceKind.CREDIT, "gross": Decimal("-12.50")})
        commit_events(database, invoice)

        Relay(database, StubbornBus()).drain()

        assert grown("ontzorg_invoiced_euros_total", kind="CREDIT") == 12.5
        assert grown("ontzorg_invoices_issued_total", kind="CREDIT") == 1


class TestHandledEvents:
    def test_are_counted_once_however_often_they_come(self, database, bus, grown):
        again = message(debt("P-1", "1"))
        bus.publish([again, again])

        consume(database, bus, note)

        assert grown("ontzorg_events_handled_total", type=DebtCreated.TYPE) == 1
        assert grown("ontzorg_batch_events_count") == 1
        assert grown("ontzorg_effect_seconds_count", type=DebtCreated.TYPE) == 1

    def test_are_told_apart_from_those_that_are_parked(self, database, bus, grown):
        bus.publish([message(debt("P-1", number)) for number in "123"])

        consume(database, bus, refuse_number_two)

        assert grown("ontzorg_events_handled_total", type=DebtCreated.TYPE) == 1
        assert grown("ontzorg_events_parked_total", reason="FAILED") == 1
        assert grown("ontzorg_events_parked_total", reason="BEHIND") == 1

    def test_that_are_copied_are_timed_too(self, database, bus, grown):
        bus.publish([message(debt("P-1", number)) for number in "12"])
        copies = Copies()
        copies.amends(effect, {DebtCreated: {"what": "debt_id"}}, key={"id": lambda _: 0})
        subscribers = Subscribers("readers", copies)

        with reading(bus) as subscription:
            Consumer(database, bus, subscribers).handle_next(subscription, 5)

        assert grown("ontzorg_events_handled_total", type=DebtCreated.TYPE) == 2
        assert grown("ontzorg_effect_seconds_count", type=DebtCreated.TYPE) == 1


class TestParkedEvent:
    def test_is_logged_with_the_ids_of_its_publisher(self, database, bus):
        logger = logging.getLogger("shared.messaging.consumer")
        written: list[dict[str, str]] = []
        handler = logging.Handler()
        handler.emit = lambda record: written.append(json.loads(JsonFormatter("test").format(record)))
        bus.publish([message(debt("P-1", "2"))])

        logger.addHandler(handler)
        try:
            consume(database, bus, refuse_number_two)
        finally:
            logger.removeHandler(handler)

        line, = (line for line in written if line["message"] == "event parked")
        assert (line["correlation_id"], line["type"]) == (TRACE.correlation_id, DebtCreated.TYPE)
        assert line["event_id"]
