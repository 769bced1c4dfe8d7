"""Every event is documented, has an example and a key, and somebody reads it or it says why not."""
import importlib
from dataclasses import fields

import pytest

from cli.contracts.json_schemas import json_schema
from cli.contracts.publishing import FOLDER, event_classes
from cli.contracts.revisions import published
from shared.events.base import REGISTRY
from shared.kernel.services import NAMES
from shared.messaging.subscribers import Subscribers

READERS = NAMES

PUBLISHED_ONLY = {
    "nl.verzuim.billing.invoice.issued.v1": "for bookkeeping; the portal asks billing itself (E40, E41)",
    "nl.verzuim.billing.invoice.paid.v1": "claims acts on cover.restored, not on the payment (E42)",
    "nl.verzuim.casework.advice.closed.v1": "claims gets the assessed conditions in wage-sanction.reported (E46)",
    "nl.verzuim.casework.case.closed.v1": "claims ends by the absence itself (E18)",
    "nl.verzuim.casework.milestone.completed.v1": "claims gets the assessed conditions in wage-sanction.reported (E19)",
    "nl.verzuim.casework.vra-notice.raised.v1": "claims keeps no copy of notices yet (E22)",
    "nl.verzuim.claims.benefit.calculated.v1": "the portal asks claims itself (E33)",
    "nl.verzuim.claims.benefit.paid.v1": "for bookkeeping; the portal asks claims itself (E34)",
    "nl.verzuim.claims.recourse.opened.v1": "casework keeps no copy of recourse files yet (E36)",
    "nl.verzuim.claims.vra-order.issued.v1": "casework keeps no copy of orders yet (E21)",
    "nl.verzuim.identity.account.activated.v1": "for audit (E02)",
    "nl.verzuim.identity.rights.changed.v1": "for audit; the next token carries the rights (E03)",
}
"""Events no service reads today, and for whom they are there all the same."""

EVENTS = event_classes()
PUBLISHED = published(FOLDER)
each_event = pytest.mark.parametrize("event_class", EVENTS, ids=[cls.TYPE for cls in EVENTS])


def read_types() -> set[str]:
    """What the services' subscribers read."""
    modules = [importlib.import_module(f"services.{service}.subscribers") for service in READERS]
    subscribers: list[Subscribers] = [module.subscribers for module in modules]
    return {event_type for each in subscribers for event_type in each.types}


class TestEveryEvent:
    @each_event
    def test_has_a_docstring_of_its_own(self, event_class):
        assert event_class.__doc__
        assert not event_class.__doc__.startswith(f"{event_class.__name__}(")

    @each_event
    def test_has_a_key_that_is_one_of_its_fields_and_required(self, event_class):
        assert event_class.KEY in {field.name for field in fields(event_class)}
        assert event_class.KEY in json_schema(event_class)["required"]

    @each_event
    def test_has_an_example(self, event_class):
        assert event_class.TYPE in PUBLISHED

    @each_event
    def test_is_named_after_its_producer_and_version(self, event_class):
        parts = event_class.TYPE.split(".")

        assert parts[:2] == ["nl", "verzuim"]
        assert event_class.__module__ == f"shared.events.{parts[2]}"
        assert parts[-1].removeprefix("v").isdecimal()

    @each_event
    def test_has_a_reader_or_a_reason_to_have_none(self, event_class):
        assert event_class.TYPE in read_types() | PUBLISHED_ONLY.keys()


class TestPublishedOnly:
    def test_names_no_event_that_is_not_there(self):
        assert not PUBLISHED_ONLY.keys() - REGISTRY.keys()


class TestSubscribers:
    @pytest.mark.parametrize("service", READERS)
    def test_know_every_event_they_read(self, service):
        subscribers = importlib.import_module(f"services.{service}.subscribers").subscribers

        assert set(subscribers.types) <= REGISTRY.keys()
        assert subscribers.service == service
