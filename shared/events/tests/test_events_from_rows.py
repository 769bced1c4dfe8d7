"""Events from rows by the names of fields and columns."""
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest

from shared.events.from_rows import from_row
from shared.kernel.vocabulary import LeaveKind


@dataclass(frozen=True, kw_only=True)
class Leave:
    kind: LeaveKind
    former_kind: LeaveKind | None
    start: date
    employer_id: str


ROW = {"kind": "MATERNITY", "former_kind": None, "start": date(2026, 3, 2), "cancelled": False}


class TestFromRow:
    def test_takes_the_attribute_of_each_field_and_members_of_enumerations(self):
        found = from_row(Leave, SimpleNamespace(**ROW, employer_id="w-1"))

        assert found == Leave(kind=LeaveKind.MATERNITY, former_kind=None, start=date(2026, 3, 2), employer_id="w-1")
        assert isinstance(found.kind, LeaveKind)

    def test_takes_an_optional_member_too(self):
        found = from_row(Leave, SimpleNamespace(**ROW | {"former_kind": "UNPAID"}), employer_id="w-1")

        assert found.former_kind is LeaveKind.UNPAID

    def test_takes_what_is_given_in_place_of_the_row(self):
        found = from_row(Leave, SimpleNamespace(**ROW, employer_id="w-1"), employer_id="w-2")

        assert found.employer_id == "w-2"

    def test_refuses_a_field_that_the_row_does_not_have(self):
        with pytest.raises(AttributeError, match="employer_id"):
            from_row(Leave, SimpleNamespace(**ROW))

    def test_refuses_a_value_that_is_no_member(self):
        with pytest.raises(ValueError, match="HOLIDAY"):
            from_row(Leave, SimpleNamespace(**ROW | {"kind": "HOLIDAY"}), employer_id="w-1")
