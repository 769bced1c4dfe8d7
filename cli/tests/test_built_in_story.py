"""The expectations of the built-in story are calculated independently of the platform, and agree with example B-04."""
from datetime import date
from typing import Any, cast

import pytest

from cli.casefile.reader import read_case
from cli.demo.opening import upload_employees
from cli.demo.story import expected_benefits, expected_dates, story_after, surprises


class TestStory:
    def test_begins_on_the_monday_after_and_ends_on_a_pay_date(self) -> None:
        case = story_after(date(2026, 2, 25))

        assert case.first_day == date(2026, 3, 2)
        assert [entry.on for entry in case.timeline] == [date(2026, 3, 2), date(2026, 5, 18)]
        assert case.until == date(2026, 6, 16)
        assert len(case.employees) == 12

    def test_can_begin_on_any_day_of_the_week(self) -> None:
        firsts = {story_after(date(2026, 2, day)).first_day for day in range(16, 23)}

        assert firsts == {date(2026, 2, 23)}

    def test_expects_what_the_worked_example_says(self) -> None:
        amounts = expected_benefits(date(2026, 3, 2), date(2026, 6, 15), date(2026, 7, 16))

        assert amounts["2026-06"] == "2360.16"
        assert amounts["2026-03"] == "1770.12"

    def test_expects_the_dates_of_the_worked_timeline(self) -> None:
        dates = expected_dates(date(2026, 1, 5))

        assert (dates["M03"], dates["M04"], dates["M06"]) == ("2026-02-15", "2026-03-01", "2026-10-26")
        assert (dates["M15"], dates["M16"], dates["M18"]) == ("2027-10-03", "2027-10-17", "2028-01-02")


class TestSurprises:
    def test_names_everything_that_is_missing(self) -> None:
        case = story_after(date(2026, 2, 25))
        parts = ("refused", "absences", "plan", "benefits", "payments", "files", "invoices")
        empty: dict[str, Any] = {part: [] for part in parts}

        found = list(surprises(case, empty))

        assert "benefit 2026-03 is None, expected 1770.12" in found
        assert "due date M03 is None, expected 2026-04-12" in found
        assert any("payment file" in one for one in found)
        assert any("arbo invoices" in one for one in found)

    def test_names_an_entry_that_was_refused(self) -> None:
        case = story_after(date(2026, 2, 25))
        result: dict[str, Any] = {part: [] for part in ("absences", "plan", "benefits", "payments", "files", "invoices")}

        found = list(surprises(case, result | {"refused": [{"entry": 0, "code": "absence.already_open"}]}))

        assert found[0] == "entry 0 was refused: absence.already_open"


class Contact:
    """A main contact at a platform that gives the results of a file of 250 rows at most."""

    def upload(self, service: str, path: str, content: str) -> dict[str, Any]:
        """The result of each row."""
        numbers = [line.split(",")[0] for line in content.splitlines()[1:]]
        return {"rows": [{"result": "ADDED", "employee_id": f"id-{number}"} for number in numbers]} if len(numbers) <= 250 else {}


class Cast:
    """Only the main contact."""

    contact = Contact()


class TestUpload:
    @pytest.mark.parametrize("count", [0, 1, 250, 251, 600])
    def test_adds_every_employee_of_a_case(self, count: int) -> None:
        case = read_case({"employees": [{"key": f"e{n}", "annual_wage": "38500.00"} for n in range(count)], "timeline": [],
                          "until": "2026-07-31"})

        ids = upload_employees(cast("Any", Cast()), case, case.employees, first=0)

        assert ids == {f"e{n}": f"id-e{n}" for n in range(count)}
