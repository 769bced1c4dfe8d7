"""Nobody receives a field that contracts/audiences.yaml does not give him; and the firewall sees what would leak."""
import copy
import importlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.contracts import publishing as contracts
from cli.contracts.asyncapi import HEADERS
from cli.contracts.examples import example_of
from cli.contracts.json_schemas import json_schema
from shared.events.audiences import FREE_TEXT, IDENTITY, MEDICAL, Audiences, fields_of
from shared.events.base import REGISTRY
from shared.events.repair import REPAIR_TOPIC
from shared.kernel.ids import new_id
from shared.messaging.envelope import encode
from shared.messaging.subscribers import Subscribers
from shared.observability.tracing import Trace

ROOT = Path(__file__).resolve().parents[2]
SERVICES, MESSAGING = ROOT / "services", ROOT / "shared" / "messaging"
AUDIENCES = Audiences.of(contracts.FOLDER / "audiences.yaml")
EVENTS = contracts.event_classes()
UPSERTED = "nl.verzuim.absence.employee.upserted.v1"
TOPIC = "ontzorg.absence.v1"

each_event = pytest.mark.parametrize("event_class", EVENTS, ids=[cls.TYPE for cls in EVENTS])


def by_topic() -> dict[str, list[dict[str, Any]]]:
    """The schemas of all events by the topic they are told on."""
    found: dict[str, list[dict[str, Any]]] = {}
    for cls in EVENTS:
        found.setdefault(cls.topic(), []).append(json_schema(cls))
    return found


def readers() -> dict[str, list[str]]:
    """Which services subscribe to which topic, as their code says."""
    found: dict[str, list[str]] = {topic: [] for topic in by_topic()}
    for path in sorted(SERVICES.glob("*/subscribers.py")):
        subscribers: Subscribers = importlib.import_module(f"services.{path.parent.name}.subscribers").subscribers
        for topic in {*subscribers.topics, *([REPAIR_TOPIC] if subscribers.is_repaired else [])}:
            found.setdefault(topic, []).append(path.parent.name)
    return found


def with_field(name: str, schema: dict[str, Any], *, inside: str = "") -> dict[str, Any]:
    """The schema of an employee, to which somebody added a field."""
    grown = copy.deepcopy(json_schema(REGISTRY[UPSERTED]))
    (grown["$defs"][inside] if inside else grown)["properties"][name] = schema
    return grown


def told(schema: dict[str, Any], *, listed: dict[str, dict[str, str]] | None = None,
         audiences: Audiences = AUDIENCES) -> list[str]:
    """What the firewall says of one schema on the topic of absence, with more fields listed."""
    objects = {owner: AUDIENCES.objects.get(owner, {}) | (listed or {}).get(owner, {})
               for owner in AUDIENCES.objects.keys() | (listed or {}).keys()}
    return replace(audiences, objects=objects).leaks({TOPIC: [schema]})


class TestFirewall:
    def test_lets_no_field_through_to_who_may_not_receive_it(self):
        assert AUDIENCES.leaks(by_topic()) == []

    def test_lists_nothing_that_no_event_has(self):
        assert AUDIENCES.unneeded(by_topic()) == []

    def test_knows_who_reads_which_topic(self):
        assert AUDIENCES.topics == readers(), "contracts/audiences.yaml, `topics`: a reader came or went"

    def test_gives_only_classes_that_are_explained(self):
        received = {kind for each in AUDIENCES.audiences.values() for kind in each["receives"]}

        assert received == AUDIENCES.classes.keys()

    def test_has_a_reason_for_every_exception(self):
        assert all(len(each["reason"].split()) > 5 for each in AUDIENCES.exceptions)

    def test_needs_every_word_of_its_list_of_texts(self):
        names = {field.path.rpartition(".")[2] for cls in EVENTS for field in fields_of(json_schema(cls))}

        assert not AUDIENCES.texts.keys() - names


class TestKeysAndHeaders:
    @each_event
    def test_have_a_key_that_says_nothing_by_itself(self, event_class):
        assert AUDIENCES.objects[event_class.__name__][event_class.KEY] == "id"

    @each_event
    def test_travel_in_headers_that_are_listed(self, event_class):
        trace = Trace(request_id=new_id(), correlation_id=new_id(), traceparent=f"00-{'1' * 32}-{'2' * 16}-01",
                      causation_id=new_id(), actor_id=new_id())

        _, headers, _ = encode(example_of(event_class), now=datetime(2026, 3, 2, tzinfo=UTC), trace=trace)

        assert headers.keys() <= set(AUDIENCES.headers)

    def test_know_no_header_beside_the_list_wherever_one_is_written(self):
        written = {name for path in MESSAGING.glob("*.py") for name in re.findall(r"\bce_[a-z]+", path.read_text())}

        assert "ce_sequence" in written
        assert written <= set(AUDIENCES.headers)

    def test_are_documented_as_they_are_listed(self):
        assert HEADERS["properties"].keys() == set(AUDIENCES.headers)

    def test_name_nobody_and_nothing_medical(self):
        words = {word for header in AUDIENCES.headers for word in header.replace("-", "_").split("_")}

        assert not words & (FREE_TEXT | IDENTITY)
        assert not any(MEDICAL.search(word) for word in words)


class TestWhatItSees:
    """With a field added to the employee's event, which billing, casework and claims receive."""

    def test_is_a_field_that_nobody_has_judged(self):
        [sentence] = told(with_field("shoe_size", {"type": "integer"}))

        assert sentence == (
            "`shoe_size` of EmployeeUpserted is on no list, so nobody may receive it: add `shoe_size: <class>` under "
            "`EmployeeUpserted` in contracts/audiences.yaml; readers of its topic are billing, casework, claims")

    def test_is_such_a_field_deep_inside(self):
        [sentence] = told(with_field("bonus", {"type": "string", "format": "decimal"}, inside="WageSegment"))

        assert "`wages[].bonus`" in sentence
        assert "under `WageSegment`" in sentence

    def test_is_an_object_at_a_new_place(self):
        [sentence] = told(with_field("partner", {"$ref": "#/$defs/Person"}))[:1]

        assert "add `partner: Person`" in sentence

    @pytest.mark.parametrize("name", ["diagnose", "diagnosis_code", "medical_advice", "complaints", "therapist_id"])
    def test_is_a_medical_field_whatever_the_list_says(self, name):
        found = told(with_field(name, {"type": "string", "enum": ["A"]}), listed={"EmployeeUpserted": {name: "id"}})

        assert [each for each in found if "medical" in each]

    @pytest.mark.parametrize("name", ["note", "remark", "sick_comment", "toelichting"])
    def test_is_free_text_whatever_the_list_says(self, name):
        found = told(with_field(name, {"type": "string"}), listed={"EmployeeUpserted": {name: "id"}})

        assert [each for each in found if "free text" in each]

    def test_is_text_without_bounds(self):
        found = told(with_field("mood", {"type": ["string", "null"]}), listed={"EmployeeUpserted": {"mood": "work"}})

        assert found == [("`mood` of EmployeeUpserted takes any text: make it an enumeration, or say under `texts` in "
                         "audiences.yaml why it is none")]

    @pytest.mark.parametrize("name", ["bsn", "maiden_name", "email", "birth_place"])
    def test_is_who_somebody_is_outside_person(self, name):
        found = told(with_field(name, {"type": "string"}), listed={"EmployeeUpserted": {name: "id"}})

        assert found == [f"`{name}` of EmployeeUpserted says who somebody is and stands outside `person`"]

    def test_is_personal_data_under_another_name_outside_person(self):
        found = told(with_field("handle", {"type": "string"}), listed={"EmployeeUpserted": {"handle": "personal"}})

        assert "`handle` of EmployeeUpserted says who somebody is and stands outside `person`" in found

    def test_is_not_a_name_inside_person(self):
        schema = with_field("maiden_name", {"type": "string"}, inside="Person")

        assert told(schema, listed={"Person": {"maiden_name": "personal"}}) == []

    def test_is_a_class_that_a_reader_may_not_receive(self):
        schema = with_field("paid_out", {"type": "string", "format": "decimal"})

        found = told(schema, listed={"EmployeeUpserted": {"paid_out": "benefit"}})

        assert found == [("`paid_out` of EmployeeUpserted is benefit, which casework may not receive, and casework reads "
                         "ontzorg.absence.v1: leave it out, or tell it in an event on another topic")]

    def test_is_a_partner_on_a_topic_of_the_services(self):
        let_in = replace(AUDIENCES, topics=AUDIENCES.topics | {TOPIC: ["partner"]})

        found = told(json_schema(REGISTRY[UPSERTED]), audiences=let_in)

        assert any("`person.last_name`" in each and "partner may not receive" in each for each in found)
        assert any("`wages[].annual_wage`" in each for each in found)

    def test_is_the_wage_that_casework_may_not_know_once_its_exception_goes(self):
        strict = replace(AUDIENCES, exceptions=[])

        found = told(json_schema(REGISTRY[UPSERTED]), audiences=strict)

        assert "`wages[].annual_wage` of EmployeeUpserted is wage, which casework may not receive" in " ".join(found)

    def test_is_a_topic_of_which_nobody_wrote_down_the_readers(self):
        found = AUDIENCES.leaks({"ontzorg.new.v1": [json_schema(REGISTRY[UPSERTED])]})

        assert "ontzorg.new.v1 is not among the topics of audiences.yaml: write down who reads it" in found

    def test_is_a_line_for_a_field_that_is_gone(self):
        stale = replace(AUDIENCES, objects=AUDIENCES.objects | {"EmployeeMoved": {"city": "work"}})

        assert stale.unneeded(by_topic()) == [
            "audiences.yaml: `EmployeeMoved.city` is listed and no event has it; take it out"]

    def test_is_an_exception_that_nobody_needs_any_more(self):
        more = {"audience": "claims", "sees": {"AccountCreated": ["account"]}, "reason": "none"}
        stale = replace(AUDIENCES, exceptions=[*AUDIENCES.exceptions, more])

        assert stale.unneeded(by_topic()) == [
            "audiences.yaml: claims no longer sees account in AccountCreated; take the exception out"]
