"""contracts/ is what the code says, and what was published before is still understood."""
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from shared.events import contracts
from shared.events.base import REGISTRY, Event
from shared.events.examples import VALUES, build, example_of
from shared.events.json_schemas import json_schema
from shared.service import worker

FRESH = contracts.event_files()
EVENTS = sorted(REGISTRY.values(), key=lambda cls: cls.TYPE)
EXAMPLES = sorted((contracts.FOLDER / "examples").glob("*.json"))

PERSONAL = {"first_name", "infix", "last_name", "initials", "birth_date", "phone", "email", "bsn", "gender", "address"}
MEDICAL = re.compile(r"diagnos|complaint|treatment|medic|symptom|illness|disease|disorder|therapist|pregnan|disabilit")
FREE_TEXT = {"note", "notes", "text", "remark", "remarks", "comment", "comments", "description", "explanation", "memo"}

each_event = pytest.mark.parametrize("event_class", EVENTS, ids=[cls.TYPE for cls in EVENTS])
each_example = pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])


def fields_of(schema: dict[str, Any]) -> set[tuple[str, str]]:
    """(object, field) of everything in a schema; the event itself is the object ''."""
    objects = {"": schema} | schema.get("$defs", {})
    return {(name, field) for name, body in objects.items() for field in body["properties"]}


def references(document: Any) -> list[str]:
    """Every $ref in a document."""
    if isinstance(document, list):
        return [found for item in document for found in references(item)]
    if not isinstance(document, dict):
        return []
    own = [document["$ref"]] if "$ref" in document else []
    return own + [found for item in document.values() for found in references(item)]


class TestCommittedContracts:
    @pytest.mark.parametrize("name", FRESH)
    def test_of_events_equal_a_fresh_generation(self, name):
        assert (contracts.FOLDER / name).read_text() == FRESH[name], "run: python -m shared.events.contracts write"

    @pytest.mark.parametrize("service", contracts.services_with_documents())
    def test_of_a_service_equal_a_fresh_generation(self, service, new_database):
        name = f"openapi/{service}.yaml"

        fresh = contracts.api_file(service, new_database)

        assert (contracts.FOLDER / name).read_text() == fresh, "run: python -m shared.events.contracts write"

    def test_hold_nothing_that_no_code_stands_behind(self):
        expected = FRESH.keys() | {f"openapi/{name}.yaml" for name in contracts.services_with_documents()}

        present = {str(p.relative_to(contracts.FOLDER)) for p in contracts.FOLDER.rglob("*") if p.is_file()}

        assert present - {"README.md"} == expected


class TestWriting:
    def test_brings_a_folder_to_what_was_generated(self, tmp_path):
        (tmp_path / "schemas").mkdir()
        (tmp_path / "schemas" / "retired.json").write_text("{}")

        contracts.write({"examples/new.json": "1\n"}, tmp_path)

        assert contracts.differences({"examples/new.json": "1\n"}, tmp_path) == []

    def test_tells_what_is_missing_changed_or_superfluous(self, tmp_path):
        for name in ("same", "changed", "superfluous"):
            (tmp_path / name).write_text("1")

        found = contracts.differences({"same": "1", "changed": "2", "missing": "1"}, tmp_path)

        assert found == ["changed", "missing", "superfluous"]


class TestSchemas:
    @each_event
    def test_are_json_schema_2020_12_and_open_for_what_comes(self, event_class):
        schema = json_schema(event_class)

        Draft202012Validator.check_schema(schema)
        assert all(part["additionalProperties"] is True for part in (schema, *schema.get("$defs", {}).values()))

    @pytest.mark.parametrize(("field", "value"), [
        ("amount", 1920.0), ("amount", "1e3"), ("paid_on", "20-05-2026"), ("policy_number", None)])
    def test_refuse_what_a_reader_could_not_load(self, field, value):
        event_class = REGISTRY["nl.verzuim.claims.benefit.paid.v1"]
        data = example_of(event_class).to_data() | {field: value}

        validator = Draft202012Validator(json_schema(event_class), format_checker=FormatChecker())

        assert [error.path[0] for error in validator.iter_errors(data)] == [field]

    @each_event
    def test_hold_no_medical_field_and_no_free_text(self, event_class):
        names = {field for _, field in fields_of(json_schema(event_class))}

        assert not {name for name in names if MEDICAL.search(name) or FREE_TEXT & set(name.split("_"))}

    @each_event
    def test_keep_who_somebody_is_inside_person(self, event_class):
        outside = {field for part, field in fields_of(json_schema(event_class)) if part != "Person"}

        assert not outside & PERSONAL


class TestExamples:
    def test_exist_for_every_event(self):
        assert [path.stem for path in EXAMPLES] == [cls.TYPE for cls in EVENTS]

    @each_example
    def test_fit_their_schema(self, path):
        schema = json.loads((contracts.FOLDER / "schemas" / path.name).read_text())

        Draft202012Validator(schema, format_checker=FormatChecker()).validate(json.loads(path.read_text()))

    @each_example
    def test_load_with_todays_classes_and_lose_nothing(self, path):
        data = json.loads(path.read_text())

        assert REGISTRY[path.stem].from_data(data).to_data() == data

    @each_example
    def test_load_with_fields_that_todays_classes_do_not_know(self, path):
        data = json.loads(path.read_text())

        loaded = REGISTRY[path.stem].from_data(data | {"added_later": {"by": ["a", "newer", "producer"]}})

        assert loaded.to_data() == data

    def test_load_with_unknown_fields_deep_inside(self):
        event_class = REGISTRY["nl.verzuim.absence.recovery.reported.v1"]
        data = example_of(event_class).to_data()
        data["absence"]["mutations"][0]["added_later"] = data["absence"]["added_later"] = 1

        assert event_class.from_data(data) == example_of(event_class)

    @each_example
    def test_load_without_their_optional_fields(self, path):
        schema = json.loads((contracts.FOLDER / "schemas" / path.name).read_text())
        data = json.loads(path.read_text())

        loaded = REGISTRY[path.stem].from_data({name: data[name] for name in schema["required"]})

        assert isinstance(loaded, Event)

    def test_have_no_value_for_a_field_that_no_event_has(self):
        used = {field for cls in EVENTS for _, field in fields_of(json_schema(cls))}

        assert not VALUES.keys() - used


class TestAsyncApi:
    DOCUMENT = yaml.safe_load(FRESH["asyncapi.yaml"])

    def test_has_a_channel_per_topic_with_the_partitions_the_worker_makes(self):
        channels = {c["address"]: c["bindings"]["kafka"]["partitions"] for c in self.DOCUMENT["channels"].values()}

        assert channels == {cls.topic(): worker.PARTITIONS for cls in EVENTS}

    def test_has_a_message_per_event_with_its_key(self):
        keys = {m["name"]: m["bindings"]["kafka"]["key"]["description"] for m in self.DOCUMENT["components"]["messages"].values()}

        assert keys == {cls.TYPE: f"{cls.KEY} of the data" for cls in EVENTS}

    def test_refers_to_nothing_that_is_not_there(self):
        for reference in references(self.DOCUMENT):
            file, _, pointer = reference.partition("#")
            if file:
                assert (contracts.FOLDER / file).is_file()
                continue
            node = self.DOCUMENT
            for step in pointer.strip("/").split("/"):
                node = node[step]


@dataclass(frozen=True)
class JustGrown:
    """A part of an event to which somebody just added a field."""

    unheard_of: str


class TestValueForANewField:
    def test_is_asked_for_by_name(self):
        with pytest.raises(LookupError, match=r"JustGrown\.unheard_of"):
            build(JustGrown)
