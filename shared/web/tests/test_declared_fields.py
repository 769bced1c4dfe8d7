"""A schema's fields from a dataclass: what they accept, refuse and show."""
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import pytest
from marshmallow import Schema, ValidationError

from shared.fields.dates import CASE_DATE
from shared.fields.names import parse_name
from shared.fields.numbers import WholeRule
from shared.kernel.clock import noon
from shared.web.declared import UnboundedField, accepted_fields, shown_fields


class Colour(StrEnum):
    RED = "RED"
    BLUE = "BLUE"


@dataclass(frozen=True, kw_only=True)
class Facts:
    is_new: bool = False
    colour: Colour
    weight: Annotated[int | None, WholeRule(1, 10)] = None
    day: Annotated[date | None, CASE_DATE] = None
    name: Annotated[str, parse_name] = "Bos"


@dataclass(frozen=True)
class View:
    facts: Facts


class Body(Schema):
    class Meta:
        include = accepted_fields(Facts)


class Answer(Schema):
    class Meta:
        include = shown_fields(Facts, of="facts")


@pytest.fixture
def load(app, database):
    """Load a body as the service does on 2 March 2026."""
    database.clock.set(noon(date(2026, 3, 2)))

    def load(**body: Any) -> Any:
        with app.app_context():
            return Body().load(body)

    return load


class TestAcceptedFields:
    def test_take_the_default_of_what_is_left_out(self, load):
        assert load(colour="RED") == {"is_new": False, "colour": Colour.RED, "weight": None, "day": None, "name": "Bos"}

    def test_take_what_fits_the_rule(self, load):
        body = load(is_new=True, colour="BLUE", weight=10, day="2026-03-02", name="Vos")

        assert Facts(**body) == Facts(is_new=True, colour=Colour.BLUE, weight=10, day=date(2026, 3, 2), name="Vos")

    @pytest.mark.parametrize(("body", "field", "code"), [
        ({}, "colour", None), ({"is_new": "yes"}, "is_new", "input.boolean"), ({"colour": "GREEN"}, "colour", "input.choice"),
        ({"weight": 0}, "weight", "input.range"), ({"weight": 11}, "weight", "input.range"),
        ({"day": "2-3-2026"}, "day", "input.date"), ({"day": "1800-01-01"}, "day", "input.date_range"),
        ({"name": "<b>"}, "name", "input.name")])
    def test_refuse_what_does_not_with_the_code_of_the_rule(self, load, body, field, code):
        with pytest.raises(ValidationError) as refusal:
            load(**({"colour": "RED"} if body else {}) | body)

        messages = refusal.value.normalized_messages()
        assert list(messages) == [field]
        assert getattr(messages[field][0], "code", None) == code

    @pytest.mark.parametrize("hint", [date, int | None, str, float, Annotated[date, WholeRule(1, 2)]])
    def test_are_refused_without_a_rule_that_fits(self, hint):
        unbounded = dataclass(type("Unbounded", (), {"__annotations__": {"value": hint}}))

        with pytest.raises(UnboundedField):
            accepted_fields(unbounded)


class TestShownFields:
    def test_have_the_form_of_json(self):
        facts = Facts(is_new=True, colour=Colour.BLUE, weight=10, day=date(2026, 3, 2), name="Vos")

        assert Answer().dump(View(facts)) == {
            "is_new": True, "colour": "BLUE", "weight": 10, "day": "2026-03-02", "name": "Vos"}
