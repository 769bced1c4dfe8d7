"""Readers receive only the fields that contracts/audiences.yaml grants, and the check detects leaks."""
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
    """Return the schemas of all events by topic."""
    found: dict[str, list[dict[str, Any]]] = {}
    for cls in EVENTS:
        found.setdefault(cls.topic(), []).append(json_schema(cls))
    return found


def readers() -> dict[str, list[str]]:
    """Return the subscribed topics per service, from the code."""
    found: dict[str, list[str]] = {topic: [] for topic in by_topic()}
    for path in sorted(SERVICES.glob("*/subscribers.py")):
        subscribers: Subscribers = importlib.import_module(f"services.{path.parent.name}.subscribers").subscribers
        for topic in {*subscribers.topics, *([REPAIR_TOPIC] if subscribers.is_repaired else [])}:
            found.setdefault(topic, []).append(path.parent.name)
    return found


def with_field(name: str, schema: dict[str, Any], *, inside: str = "") -> dict[str, Any]:
    """Return the schema of the employee event with an added field."""
    grown = copy.deepcopy(json_schema(REGISTRY[UPSERTED]))
    (grown["$defs"][inside] if inside else grown)["properties"][name] = schema
    return grown


def findings(schema: dict[str, Any], *, listed: dict[str, dict[str, str]] | None = None,
         audiences: Audiences = AUDIENCES) -> list[str]:
    """Return the findings on one schema on the topic of absence, with additional listed fields."""
    objects = {owner: AUDIENCES.objects.get(owner, {}) | (listed or {}).get(owner, {})
               for owner in AUDIENCES.objects.keys() | (listed or {}).keys()}
    return replace(audiences, objects=objects).leaks({TOPIC: [schema]})


class TestFirewall:
    def test_gives_no_reader_a_field_that_it_may_not_receive(self):
        assert AUDIENCES.leaks(by_topic()) == []

    def test_lists_only_existing_fields(self):
        assert AUDIENCES.unneeded(by_topic()) == []

    def test_knows_the_readers_of_every_topic(self):
        assert AUDIENCES.topics == readers(), "contracts/audiences.yaml, `topics`: a reader came or went"

    def test_uses_only_documented_classes(self):
        received = {kind for each in AUDIENCES.audiences.values() for kind in each["receives"]}

        assert received == AUDIENCES.classes.keys()

    def test_has_a_reason_for_every_exception(self):
        assert all(len(each["reason"].split()) > 5 for each in AUDIENCES.exceptions)

    def test_needs_every_entry_of_its_list_of_texts(self):
        names = {field.path.rpartition(".")[2] for cls in EVENTS for field in fields_of(json_schema(cls))}

        assert not AUDIENCES.texts.keys() - names


class TestKeysAndHeaders:
    @each_event
    def test_have_a_key_without_personal_data(self, event_class):
        assert AUDIENCES.objects[event_class.__name__][event_class.KEY] == "id"

    @each_event
    def test_use_only_listed_headers(self, event_class):
        trace = Trace(request_id=new_id(), correlation_id=new_id(), traceparent=f"00-{'1' * 32}-{'2' * 16}-01",
                      causation_id=new_id(), actor_id=new_id())

        _, headers, _ = encode(example_of(event_class), now=datetime(2026, 3, 2, tzinfo=UTC), trace=trace)

        assert headers.keys() <= set(AUDIENCES.headers)

    def test_set_no_unlisted_header_anywhere_in_the_code(self):
        written = {name for path in MESSAGING.glob("*.py") for name in re.findall(r"\bce_[a-z]+", path.read_text())}

        assert "ce_sequence" in written
        assert written <= set(AUDIENCES.headers)

    def test_are_documented_as_they_are_listed(self):
        assert HEADERS["properties"].keys() == set(AUDIENCES.headers)

    def test_hold_no_personal_and_no_medical_data(self):
        words = {word for header in AUDIENCES.headers for word in header.replace("-", "_").split("_")}

        assert not words & (FREE_TEXT | IDENTITY)
        assert not any(MEDICAL.search(word) for word in words)


class TestFinding:
    """With a field added to the employee's event, which billing, casework and claims receive."""

    def test_is_reported_for_an_unclassified_field(self):
        [sentence] = findings(with_field("shoe_size", {"type": "integer"}))

        assert sentence == (
            "`shoe_size` of EmployeeUpserted is on no list, so nobody may receive it: add `shoe_size: <class>` under "
            "`EmployeeUpserted` in contracts/audiences.yaml; readers of its topic are billing, casework, claims")

    def test_is_reported_for_an_unclassified_nested_field(self):
        [sentence] = findings(with_field("bonus", {"type": "string", "format": "decimal"}, inside="WageSegment"))

        assert "`wages[].bonus`" in sentence
        assert "under `WageSegment`" in sentence

    def test_is_reported_for_an_object_at_a_new_place(self):
        [sentence] = findings(with_field("partner", {"$ref": "#/$defs/Person"}))[:1]

        assert "add `partner: Person`" in sentence

    @pytest.mark.parametrize("name", ["diagnose", "diagnosis_code", "medical_advice", "complaints", "therapist_id"])
    def test_is_reported_for_a_medical_field_despite_the_list(self, name):
        found = findings(with_field(name, {"type": "string", "enum": ["A"]}), listed={"EmployeeUpserted": {name: "id"}})

        assert [each for each in found if "medical" in each]

    @pytest.mark.parametrize("name", ["note", "remark", "sick_comment", "toelichting"])
    def test_is_reported_for_free_text_despite_the_list(self, name):
        found = findings(with_field(name, {"type": "string"}), listed={"EmployeeUpserted": {name: "id"}})

        assert [each for each in found if "free text" in each]

    def test_is_reported_for_text_without_a_maximum_length(self):
        found = findings(with_field("mood", {"type": ["string", "null"]}), listed={"EmployeeUpserted": {"mood": "work"}})

        assert found == [("`mood` of EmployeeUpserted takes any text: make it an enumeration, or say under `texts` in "
                         "audiences.yaml why it is none")]

    @pytest.mark.parametrize("name", ["bsn", "maiden_name", "email", "birth_place"])
    def test_is_reported_for_identifying_data_outside_person(self, name):
        found = findings(with_field(name, {"type": "string"}), listed={"EmployeeUpserted": {name: "id"}})

        assert found == [f"`{name}` of EmployeeUpserted identifies a person and is outside `person`"]

    def test_is_reported_for_renamed_personal_data_outside_person(self):
        found = findings(with_field("handle", {"type": "string"}), listed={"EmployeeUpserted": {"handle": "personal"}})

        assert "`handle` of EmployeeUpserted identifies a person and is outside `person`" in found

    def test_is_absent_for_a_name_inside_person(self):
        schema = with_field("maiden_name", {"type": "string"}, inside="Person")

        assert findings(schema, listed={"Person": {"maiden_name": "personal"}}) == []

    def test_is_reported_for_a_class_that_a_reader_may_not_receive(self):
        schema = with_field("paid_out", {"type": "string", "format": "decimal"})

        found = findings(schema, listed={"EmployeeUpserted": {"paid_out": "benefit"}})

        assert found == [("`paid_out` of EmployeeUpserted is benefit, which casework may not receive, and casework reads "
                         "ontzorg.absence.v1: leave it out, or tell it in an event on another topic")]

    def test_is_reported_for_a_partner_on_a_service_topic(self):
        let_in = replace(AUDIENCES, topics=AUDIENCES.topics | {TOPIC: ["partner"]})

        found = findings(json_schema(REGISTRY[UPSERTED]), audiences=let_in)

        assert any("`person.last_name`" in each and "partner may not receive" in each for each in found)
        assert any("`wages[].annual_wage`" in each for each in found)

    def test_is_reported_for_the_wage_in_casework_without_its_exception(self):
        strict = replace(AUDIENCES, exceptions=[])

        found = findings(json_schema(REGISTRY[UPSERTED]), audiences=strict)

        assert "`wages[].annual_wage` of EmployeeUpserted is wage, which casework may not receive" in " ".join(found)

    def test_is_reported_for_a_topic_without_listed_readers(self):
        found = AUDIENCES.leaks({"ontzorg.new.v1": [json_schema(REGISTRY[UPSERTED])]})

        assert "ontzorg.new.v1 is not among the topics of audiences.yaml: add it with its readers" in found

    def test_is_reported_for_a_listed_field_that_no_longer_exists(self):
        stale = replace(AUDIENCES, objects=AUDIENCES.objects | {"EmployeeMoved": {"city": "work"}})

        assert stale.unneeded(by_topic()) == [
            "audiences.yaml: `EmployeeMoved.city` is listed, but no event has it; remove it"]

    def test_is_reported_for_an_unused_exception(self):
        more = {"audience": "claims", "sees": {"AccountCreated": ["wage"]}, "reason": "none"}
        stale = replace(AUDIENCES, exceptions=[*AUDIENCES.exceptions, more])

        assert stale.unneeded(by_topic()) == [
            "audiences.yaml: claims no longer sees wage in AccountCreated; remove the exception"]
