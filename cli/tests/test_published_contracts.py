"""contracts/ is up to date, and earlier published messages are still understood."""
import dataclasses
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from cli.contracts import publishing as contracts
from cli.contracts.examples import VALUES, build, example_of
from cli.contracts.json_schemas import field_paths, json_schema
from cli.contracts.revisions import published
from shared.bus import catalogue
from shared.events.base import REGISTRY, Event, schema_of
from shared.kernel.services import NAMES

FRESH = contracts.event_files()
EVENTS = contracts.event_classes()
SUBJECTS = contracts.subjects()
REVISIONS = [each for of_type in published(contracts.FOLDER).values() for each in of_type]

each_event = pytest.mark.parametrize("event_class", EVENTS, ids=[cls.TYPE for cls in EVENTS])
each_revision = pytest.mark.parametrize("revision", REVISIONS, ids=[each.name for each in REVISIONS])


def holds(now: Any, before: Any) -> bool:
    """Whether the new document contains everything of the old one."""
    if isinstance(before, dict):
        return isinstance(now, dict) and all(name in now and holds(now[name], value) for name, value in before.items())
    if isinstance(before, list):
        return isinstance(now, list) and len(now) == len(before) and all(map(holds, now, before))
    return bool(now == before)


def load(subject: str, data: Any) -> Any:
    """Load data with the present class of an event or a part."""
    cls = SUBJECTS[subject]
    return cls.from_data(data) if issubclass(cls, Event) else schema_of(cls)().load(data)


def dump(value: Any) -> Any:
    """Dump with the present class."""
    return schema_of(type(value))().dump(value)


def references(document: Any) -> list[str]:
    """Every $ref in a document."""
    if isinstance(document, list):
        return [found for item in document for found in references(item)]
    if not isinstance(document, dict):
        return []
    own = [document["$ref"]] if "$ref" in document else []
    return own + [found for item in document.values() for found in references(item)]


class TestCommittedContracts:
    def test_keep_every_promise_and_are_what_the_code_says(self):
        documents = {f"openapi/{name}.yaml": (contracts.FOLDER / f"openapi/{name}.yaml").read_text()
                     for name in NAMES}

        assert contracts.faults(FRESH | documents) == []

    @pytest.mark.parametrize("service", NAMES)
    def test_of_a_service_equal_a_fresh_generation(self, service, new_database):
        name = f"openapi/{service}.yaml"

        fresh = contracts.api_file(service, new_database)

        assert (contracts.FOLDER / name).read_text() == fresh, contracts.WRITE


class TestWriting:
    def test_brings_a_folder_to_what_was_generated(self, tmp_path):
        (tmp_path / "openapi").mkdir()
        (tmp_path / "openapi" / "retired.yaml").write_text("{}")

        contracts.write({"openapi/new.yaml": "1\n"}, tmp_path)

        assert [path.name for path in (tmp_path / "openapi").iterdir()] == ["new.yaml"]

    def test_leaves_alone_what_was_published_and_what_is_written_by_hand(self, tmp_path):
        kept = ["schemas/old/0001.json", "examples/old/0001.json", "published.sha256", "audiences.yaml", "README.md"]
        for name in kept:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("{}")

        contracts.write({}, tmp_path)

        assert all((tmp_path / name).is_file() for name in kept)

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


class TestPublishedExamples:
    @each_revision
    def test_fit_the_schema_they_were_published_with(self, revision):
        Draft202012Validator(revision.schema, format_checker=FormatChecker()).validate(revision.example)

    @each_revision
    def test_are_read_by_todays_classes_and_lose_nothing(self, revision):
        read = load(revision.subject, revision.example)

        assert holds(dump(read), revision.example)

    @each_revision
    def test_are_read_with_fields_that_todays_classes_do_not_know(self, revision):
        grown = revision.example | {"added_later": {"by": ["a", "newer", "producer"]}}

        read = load(revision.subject, grown)

        assert read == load(revision.subject, revision.example)

    @each_revision
    def test_are_read_without_their_optional_fields(self, revision):
        bare = {name: revision.example[name] for name in revision.schema["required"]}

        read = load(revision.subject, bare)

        assert holds(dump(read), bare)

    def test_are_read_with_unknown_fields_deep_inside(self):
        event_class = REGISTRY["nl.verzuim.absence.recovery.reported.v1"]
        data = example_of(event_class).to_data()
        data["absence"]["mutations"][0]["added_later"] = data["absence"]["added_later"] = 1

        assert event_class.from_data(data) == example_of(event_class)


class TestHolding:
    """The comparison used by the test of old examples."""

    @pytest.mark.parametrize(("now", "before"), [
        ({}, {"a": 1}), ({"a": 2}, {"a": 1}), ({"a": None}, {"a": {"b": 1}}), ([1, 2], [1]), ([{"a": 1}], [{"a": 2}])])
    def test_is_false_where_something_is_lost_or_changed(self, now, before):
        assert not holds(now, before)

    def test_is_true_where_more_is_there_than_before(self):
        assert holds({"a": [{"b": 1, "c": 2}], "d": 3}, {"a": [{"b": 1}]})


class TestExampleValues:
    def test_are_there_for_no_field_that_no_event_has(self):
        used = {step.removesuffix("[]") for cls in EVENTS for path in field_paths(json_schema(cls)) for step in path.split(".")}

        assert not VALUES.keys() - used


class TestAsyncApi:
    DOCUMENT = yaml.safe_load(FRESH["asyncapi.yaml"])

    def test_has_a_channel_per_topic_with_the_partitions_the_worker_makes(self):
        channels = {c["address"]: c["bindings"]["kafka"]["partitions"] for c in self.DOCUMENT["channels"].values()}

        assert channels == {cls.topic(): catalogue.PARTITIONS for cls in EVENTS}

    def test_has_a_message_per_event_with_its_key(self):
        keys = {m["name"]: m["bindings"]["kafka"]["key"]["description"] for m in self.DOCUMENT["components"]["messages"].values()}

        assert keys == {cls.TYPE: f"{cls.KEY} of the data" for cls in EVENTS}

    def test_refers_to_nothing_that_is_not_in_it(self):
        for reference in references(self.DOCUMENT):
            node = self.DOCUMENT
            for step in reference.removeprefix("#/").split("/"):
                node = node[step]

    @each_event
    def test_holds_todays_schema_of_every_event(self, event_class):
        document = {"$ref": self.DOCUMENT["components"]["messages"][event_class.__name__]["payload"]["$ref"]} | self.DOCUMENT
        validator = Draft202012Validator(document, format_checker=FormatChecker())
        data = example_of(event_class).to_data()

        validator.validate(data)
        assert not validator.is_valid(data | {event_class.KEY: 1})


@dataclasses.dataclass(frozen=True)
class JustGrown:
    """A part of an event with a new field."""

    unheard_of: str


@dataclasses.dataclass(frozen=True)
class JustDeclared:
    """The same, with an example beside the declaration."""

    unheard_of: str = dataclasses.field(metadata={"example": "arbo-zuid"})


class TestValueForANewField:
    def test_is_asked_for_by_name(self):
        with pytest.raises(LookupError, match=r"JustGrown\.unheard_of"):
            build(JustGrown)

    def test_may_stand_beside_its_declaration(self):
        assert build(JustDeclared) == JustDeclared(unheard_of="arbo-zuid")
