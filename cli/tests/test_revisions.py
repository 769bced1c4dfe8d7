"""Published revisions never change: only new ones are added, and tampering is detected."""
import dataclasses
import subprocess
from typing import Any

import pytest

from cli.contracts import publishing as contracts
from cli.contracts import revisions
from cli.contracts.json_schemas import parts_of
from cli.contracts.revisions import publish, published, shape, tampered, unpublished
from shared.events.absence import EmployeeSnapshot
from shared.events.base import Event

TYPE = "nl.verzuim.bakery.bread.baked.v1"
FIRST, SECOND = f"schemas/{TYPE}/0001.json", f"schemas/{TYPE}/0002.json"


def event_with(*members: Any, words: str = "Bread was baked.") -> type[Event]:
    """An event class outside the registry, with fields the examples have values for."""
    cls = dataclasses.make_dataclass("BreadBaked", [("employee_id", str), *members], bases=(Event,), frozen=True, kw_only=True,
                                     namespace={"__doc__": words})
    cls.TYPE = TYPE
    return cls


BREAD = event_with()
GROWN = event_with(("policy_number", str | None, None))


@pytest.fixture
def folder(tmp_path):
    """Contracts with one published event."""
    publish(unpublished([BREAD], tmp_path), tmp_path)
    return tmp_path


class TestPublishing:
    def test_puts_the_schema_and_an_example_under_number_one(self, folder):
        [only] = published(folder)[TYPE]

        assert (only.number, only.example) == (1, {"employee_id": "019cad3e-6c00-7b02-8c44-51d0e7f3a921"})

    def test_adds_nothing_where_the_shape_is_as_it_was(self, folder):
        assert unpublished([BREAD], folder) == []

    def test_adds_nothing_where_only_words_changed(self, folder):
        assert unpublished([event_with(words="A loaf left the oven.")], folder) == []

    def test_puts_a_new_shape_beside_the_old_and_leaves_that_as_it_was(self, folder):
        before = (folder / FIRST).read_bytes()

        publish(unpublished([GROWN], folder), folder)

        assert [each.number for each in published(folder)[TYPE]] == [1, 2]
        assert (folder / FIRST).read_bytes() == before
        assert "policy_number" in (folder / SECOND).read_text()

    def test_is_published_once_and_for_all(self, folder):
        publish(unpublished([GROWN], folder), folder)

        assert unpublished([GROWN], folder) == []

    def test_leaves_a_list_that_sha256sum_can_check(self, folder):
        publish(unpublished([GROWN], folder), folder)

        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", revisions.MANIFEST], cwd=folder, check=True)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Person:
    """A part of two events, before and after it gained a field."""

    first_name: str


GROWN_PERSON = dataclasses.make_dataclass("Person", [("infix", str | None, None)], bases=(Person,), frozen=True, kw_only=True)


class TestAPart:
    @pytest.fixture
    def folder(self, tmp_path):
        """Contracts of an event that holds a part."""
        publish(unpublished([event_with(("person", Person)), Person], tmp_path), tmp_path)
        return tmp_path

    def test_gains_a_field_without_a_revision_of_the_events_that_hold_it(self, folder):
        publish(unpublished([event_with(("person", GROWN_PERSON)), GROWN_PERSON], folder), folder)

        found = published(folder)
        assert {name: [each.number for each in of_name] for name, of_name in found.items()} == {TYPE: [1], "Person": [1, 2]}
        assert found["Person"][1].example == {"first_name": "Anna", "infix": "de"}

    def test_is_whole_in_an_event_that_is_published_later(self, folder):
        [later] = unpublished([event_with(("person", GROWN_PERSON), ("policy_number", str | None, None))], folder)

        assert (later.number, later.example["person"]) == (2, {"first_name": "Anna", "infix": "de"})
        assert list(later.schema["$defs"]["Person"]["properties"]) == ["first_name", "infix"]

    def test_is_found_at_any_depth_and_never_an_event(self):
        found = parts_of(EmployeeSnapshot)

        assert {part.__name__ for part in found} == {
            "AbsenceState", "ChangedValue", "Mutation", "Person", "ReportedContact", "SafetyNetBenefit", "WageSegment"}

    def test_has_a_name_of_its_own(self):
        parts = {part for event_class in contracts.event_classes() for part in parts_of(event_class)}

        assert len(contracts.subjects()) == len(parts) + len(contracts.event_classes())


class TestThePast:
    def test_is_whole_after_publishing(self, folder):
        assert tampered(folder) == []

    def test_is_whole_in_this_repository(self):
        assert tampered(contracts.FOLDER) == []

    def test_is_not_edited_unseen(self, folder):
        (folder / FIRST).write_text((folder / FIRST).read_text().replace("string", "integer"))

        assert tampered(folder) == [
            f"contracts/{FIRST} was published and has been edited; restore it from the history of this repository"]

    def test_is_not_removed_unseen(self, folder):
        (folder / FIRST).unlink()

        assert tampered(folder) == [
            f"contracts/{FIRST} was published and is missing; restore it from the history of this repository"]

    def test_gets_nothing_added_by_hand_unseen(self, folder):
        (folder / SECOND).write_text("{}")

        assert tampered(folder) == [
            f"contracts/{SECOND} is not in published.sha256; only `python -m cli.contracts.publishing write` publishes"]

    def test_keeps_the_types_of_which_the_class_is_gone(self, folder):
        found = contracts.promises_broken(folder)

        assert found == [f"{TYPE} was published, but no class reads it; logs still contain it, so restore the class"]


class TestShape:
    def test_is_without_the_words(self):
        worded = {"$id": "a", "title": "b", "type": "object", "properties": {"x": {"description": "c", "type": "string"}}}

        assert shape(worded) == {"type": "object", "properties": {"x": {"type": "string"}}}

    def test_keeps_fields_that_are_called_like_words(self):
        assert shape({"properties": {"title": {"type": "string"}}}) == {"properties": {"title": {"type": "string"}}}


class TestFaults:
    def test_name_an_event_that_is_not_published_yet(self, folder):
        found = contracts.faults({}, folder)

        assert f"{contracts.event_classes()[0].TYPE} 0001 is not published; {contracts.WRITE}" in found
