"""The plain reader accepts a subset of what the schemas accept, and the plain writer gives the output of the schemas."""
import json
from dataclasses import MISSING, fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from cli.contracts.examples import example_of
from shared.events.base import REGISTRY, Event, schema_of
from shared.events.plain import REFUSED, plain_reader

EVENTS = sorted(REGISTRY.values(), key=lambda cls: cls.TYPE)
ODD = [None, True, 0, 7, 1.5, "", "x", " 1 ", "1e3", "1_0", "NaN", "Infinity", "12", "2026-03-02", "20260302", "2026-W10-1",
       "2026-02-30", "2026-03-02T07:45:00", "2026-03-02T07:45:00Z", "2026-03-02T07:45:00+01:00", b"x", [], ["x"], [None], {},
       {"first_sick_day": "2026-03-02"}, "FULL", "true"]

each_event = pytest.mark.parametrize("event_class", EVENTS, ids=[cls.TYPE for cls in EVENTS])


def by_schema(event_class: type[Event], data: Any) -> Any:
    """The result of the schema; the class ValidationError if it refuses."""
    try:
        return schema_of(event_class)().load(data)
    except ValidationError:
        return ValidationError


def plainly(event_class: type[Event], data: Any) -> Any:
    """The result of the plain reader; the class ValidationError if it refuses."""
    try:
        return plain_reader(event_class)(data)
    except REFUSED:
        return ValidationError


class TestThePlainReader:
    @each_event
    def test_accepts_what_our_producers_write(self, event_class):
        example = example_of(event_class)

        read = plain_reader(event_class)(json.loads(json.dumps(example.to_data())))

        assert read == example

    @each_event
    @settings(deadline=None)
    @given(data=st.data())
    def test_reads_unusual_data_like_the_schema_or_refuses_it(self, event_class, data):
        written = example_of(event_class).to_data()
        field = data.draw(st.sampled_from([*written, "added_later"]))
        changed = written | {field: data.draw(st.sampled_from(ODD))}
        if data.draw(st.booleans()):
            del changed[data.draw(st.sampled_from(sorted(changed)))]

        read = plainly(event_class, changed)

        assert read in (ValidationError, by_schema(event_class, changed))

    @pytest.mark.parametrize("data", [None, [], "text", 5])
    def test_refuses_data_that_is_no_object(self, data):
        assert plainly(EVENTS[0], data) is ValidationError


class TestThePlainWriter:
    @each_event
    def test_writes_what_the_schema_writes(self, event_class):
        example = example_of(event_class)

        assert example.to_data() == schema_of(event_class)().dump(example)

    @each_event
    def test_writes_what_may_be_left_out_as_the_schema_does(self, event_class):
        bare = replace(example_of(event_class), **{
            each.name: each.default for each in fields(event_class) if each.default is not MISSING})

        assert bare.to_data() == schema_of(event_class)().dump(bare)
