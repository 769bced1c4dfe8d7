"""Every version of an event understands every other, both ways; and the check detects violations."""
import dataclasses
import types
import typing
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from cli.contracts import publishing as contracts
from cli.contracts.compatibility import broken_promises, obstacles
from cli.contracts.json_schemas import json_schema
from cli.contracts.revisions import Revision, as_today, published
from shared.events.base import Event

EVENTS = contracts.event_classes()
PUBLISHED = published(contracts.FOLDER)
TYPE = "nl.verzuim.bakery.bread.baked.v1"

each_event = pytest.mark.parametrize("event_class", EVENTS, ids=[cls.TYPE for cls in EVENTS])

SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(), bool: st.booleans(), int: st.integers(), date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)), Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=2),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value an annotation of an event allows."""
    if isinstance(hint, types.UnionType):
        return st.one_of([st.none() if each is types.NoneType else values_of(each) for each in typing.get_args(hint)])
    if typing.get_origin(hint) is tuple:
        return st.lists(values_of(typing.get_args(hint)[0]), max_size=2).map(tuple)
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return st.builds(hint, **{field.name: values_of(hints[field.name]) for field in dataclasses.fields(hint)})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return SCALARS[hint]


class TestEveryEventAndPart:
    @pytest.mark.parametrize(("name", "subject"), contracts.subjects().items(), ids=list(contracts.subjects()))
    def test_breaks_with_nothing_that_was_published(self, name, subject):
        before = PUBLISHED.get(name, [])

        assert broken_promises(before, as_today(subject, number=len(before) + 1)) == []


class TestEveryEvent:
    @each_event
    @settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data())
    def test_is_accepted_by_readers_of_every_version_whatever_it_holds(self, event_class, data):
        written = data.draw(values_of(event_class)).to_data()

        refusals = [error.message for old in PUBLISHED.get(event_class.TYPE, [])
                    for error in Draft202012Validator(old.schema, format_checker=FormatChecker()).iter_errors(written)]

        assert refusals == []


class Crust(StrEnum):
    """A field of the event below."""

    HARD = "HARD"
    SOFT = "SOFT"


class MoreCrusts(StrEnum):
    """The same field, widened."""

    HARD = "HARD"
    SOFT = "SOFT"
    BURNT = "BURNT"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Oven:
    """A part of the event below."""

    number: int
    lit_on: date


@dataclasses.dataclass(frozen=True, kw_only=True)
class OvenByName:
    """The same part with a field of another type."""

    number: str
    lit_on: date


FIELDS: dict[str, Any] = {
    "loaf_id": str, "baked_on": date, "weight": Decimal, "crust": Crust, "ovens": tuple[Oven, ...], "oven": Oven,
    "price": (Decimal | None, None)}


def baked(**changes: Any) -> Revision:
    """A revision of a synthetic event; a change to ... removes the field, a pair is (type, default)."""
    members = [(name, *(hint[:1] if isinstance(hint, tuple) else (hint,)), *_default(hint))
               for name, hint in (FIELDS | changes).items() if hint is not ...]
    cls = dataclasses.make_dataclass("BreadBaked", members, bases=(Event,), frozen=True, kw_only=True)
    return Revision(TYPE, 1, json_schema(cls), {})


def _default(hint: Any) -> list[Any]:
    return [dataclasses.field(default=hint[1])] if isinstance(hint, tuple) else []


class TestGate:
    def test_lets_an_optional_field_through(self):
        assert broken_promises([baked()], baked(colour=(str | None, None))) == []

    def test_lets_an_optional_field_with_a_value_of_its_own_through(self):
        assert broken_promises([baked()], baked(sliced=(bool, False))) == []

    @pytest.mark.parametrize(("change", "field"), [
        pytest.param({"colour": str}, "colour", id="a required field added"),
        pytest.param({"weight": int}, "weight", id="a decimal became a number"),
        pytest.param({"baked_on": str}, "baked_on", id="a date became any text"),
        pytest.param({"baked_on": datetime}, "baked_on", id="a date became a moment"),
        pytest.param({"loaf_id": date}, "loaf_id", id="any text became a date"),
        pytest.param({"weight": str}, "weight", id="a decimal became any text"),
        pytest.param({"crust": MoreCrusts}, "crust", id="an enumeration widened"),
        pytest.param({"loaf_id": Crust}, "loaf_id", id="any text became an enumeration"),
        pytest.param({"loaf_id": ...}, "loaf_id", id="a required field removed"),
        pytest.param({"price": ...}, "price", id="an optional field removed"),
        pytest.param({"price": Decimal}, "price", id="an optional field became required"),
        pytest.param({"loaf_id": (str | None, None)}, "loaf_id", id="a field may be null"),
        pytest.param({"ovens": tuple[OvenByName, ...]}, "ovens[].number", id="deep in a list"),
        pytest.param({"oven": OvenByName}, "oven.number", id="deep in a part"),
        pytest.param({"ovens": Oven}, "ovens", id="a list became one"),
    ])
    def test_catches(self, change, field):
        found = broken_promises([baked()], baked(**change))

        assert found
        assert any(f"`{field}" in sentence for sentence in found)

    def test_catches_an_enumeration_that_narrowed(self):
        assert broken_promises([baked(crust=MoreCrusts)], baked()) != []

    def test_asks_every_revision_and_not_the_last_only(self):
        with_price_as_text = baked(price=(str | None, None))

        found = broken_promises([with_price_as_text, baked()], baked())

        assert found
        assert all("against revision 0001" in sentence for sentence in found)

    def test_says_what_broke_for_whom_and_what_to_do(self):
        [sentence] = broken_promises([baked()], baked(colour=str))

        assert sentence == (
            f"{TYPE}: field `colour` is missed by today's readers in what was written before, against revision 0001. A published "
            f"type only gains optional fields: leave {TYPE} as it was and put the new shape beside it as "
            "nl.verzuim.bakery.bread.baked.v2; both are published until nobody reads the old one")


    def test_says_of_a_part_that_it_needs_another_name(self):
        number, name = (Revision("Oven", 1, json_schema(cls), {}) for cls in (Oven, OvenByName))

        sentences = broken_promises([number], name)

        assert all(sentence.endswith(
            ". A published part only gains optional fields: leave Oven as it was and put a class with the new shape beside it, "
            "for new versions of the events that hold it") for sentence in sentences)
        assert sentences


class TestObstacles:
    @each_event
    def test_stand_not_between_an_event_and_itself(self, event_class):
        schema = json_schema(event_class)

        assert obstacles(writer=schema, reader=schema) == []

    @each_event
    def test_stand_where_a_reader_asks_for_what_nobody_writes(self, event_class):
        schema = json_schema(event_class)
        demanding = schema | {"properties": schema["properties"] | {"unheard_of": {"type": "string"}},
                              "required": [*schema["required"], "unheard_of"]}

        assert obstacles(writer=schema, reader=demanding) == [("unheard_of", "is missed")]
