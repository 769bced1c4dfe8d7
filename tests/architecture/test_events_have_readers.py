"""Every event is documented, has an example and a key, and has a subscriber or a stated audience."""
import importlib
import re
from dataclasses import fields

import pytest

from cli.contracts.json_schemas import json_schema
from cli.contracts.publishing import FOLDER, event_classes
from cli.contracts.revisions import published
from cli.generate.event_picture import readers_of_events
from shared.events.base import REGISTRY
from shared.events.repair import REPAIR_TOPIC
from shared.kernel.services import NAMES

READERS = NAMES

EVENTS = event_classes()
PUBLISHED = published(FOLDER)
each_event = pytest.mark.parametrize("event_class", EVENTS, ids=[cls.TYPE for cls in EVENTS])


READ = readers_of_events()


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
    def test_is_named_after_its_producer_and_version_and_stands_with_its_topic(self, event_class):
        parts = event_class.TYPE.split(".")

        assert parts[:2] == ["nl", "verzuim"]
        module = event_class.topic().split(".")[1]
        assert getattr(importlib.import_module(f"shared.events.{module}"), event_class.__name__) is event_class
        assert parts[-1].removeprefix("v").isdecimal()

    @each_event
    def test_has_a_subscriber_or_says_for_whom_it_is(self, event_class):
        is_for_every_consumer = event_class.topic() == REPAIR_TOPIC

        assert bool(event_class.FOR_WHOM) is (event_class.TYPE not in READ and not is_for_every_consumer)

    @each_event
    def test_leaves_its_readers_to_the_subscribers(self, event_class):
        """A list of readers beside the subscribers was wrong for 13 of 45 events."""
        assert not re.search(r"\bread by\b|known readers", event_class.__doc__, re.IGNORECASE)


class TestSubscribers:
    @pytest.mark.parametrize("service", READERS)
    def test_know_every_event_they_read(self, service):
        subscribers = importlib.import_module(f"services.{service}.subscribers").subscribers

        assert set(subscribers.types) <= REGISTRY.keys()
        assert subscribers.service == service
