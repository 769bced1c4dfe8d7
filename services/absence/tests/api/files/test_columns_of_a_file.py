"""The sender of a file sees how its columns are read and corrects that before anything is taken; it is remembered."""
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.absence.tests.api.employees.test_employees_api import DATA
from services.absence.tests.api.files.test_employee_files import HEAD, row
from services.absence.tests.api.files.test_employee_imports import PATH, rows_of, send, shown, work
from shared.events.absence import EmployeeUpserted
from shared.testing.service import MONDAY, OTHER_EMPLOYER, Service

REVIEW = f"{PATH}?review=true"
OWN_HEADS = "Kenmerk;Naam A;Naam B;BSN;Dag 1;Dag 2;Bedrag;Tijd;Vrij"
OWN_ROW = "41;An;Kok;111222333;12-06-1975;01-01-2010;3.000,00;40;geheim"
FIELDS = ["employee_number", "first_name", "last_name", "birth_date", "employed_from", "annual_wage", "contract_hours", None]


def columns(absence: Service, answer: Any) -> list[dict[str, Any]]:
    """The columns of an import as shown."""
    return list(absence.get(f"{PATH}/{answer.json['import_id']}/columns", rights=DATA).json["columns"])


def choose(absence: Service, answer: Any, fields: list[str | None], *, period: str | None = "MONTH", **options: Any) -> Any:
    """Say what the columns are."""
    return absence.request("POST", f"{PATH}/{answer.json['import_id']}/columns", json={"fields": fields, "wage_period": period},
                           **({"rights": DATA} | options))


class TestColumns:
    def test_are_shown_with_examples_and_nothing_is_taken(self, absence: Service, anna: str) -> None:
        answer = send(absence, f"{HEAD};Kamer\n{row()};12\n{row(number='11')};14", path=REVIEW)
        work(absence)

        seen = columns(absence, answer)
        assert (shown(absence, answer)["state"], absence.published(EmployeeUpserted)) == ("MAPPING", [])
        assert (seen[0], seen[-1]) == ({"head": "Personeelsnummer", "field": "employee_number", "examples": ["10", "11"]},
                                       {"head": "Kamer", "field": None, "examples": ["12", "14"]})

    def test_that_nobody_knows_are_chosen_and_the_others_deleted(self, absence: Service, anna: str) -> None:
        answer = send(absence, f"{OWN_HEADS}\n{OWN_ROW}", path=REVIEW)
        heads = [column["head"] for column in columns(absence, answer)]

        chosen = choose(absence, answer, FIELDS)
        with absence.database.reading() as session:
            kept = str(session.execute(text("SELECT * FROM imported_row, employee_import")).all())
        work(absence)

        (event,) = absence.published(EmployeeUpserted)
        assert (heads, chosen.json["state"]) == (
            ["Kenmerk", "Naam A", "Naam B", "Dag 1", "Dag 2", "Bedrag", "Tijd", "Vrij"], "WAITING")
        assert chosen.json["left_out"] == ["BSN", "Vrij"]
        assert ("111222333" in kept, "geheim" in kept) == (False, False)
        assert (event.employee_number, str(event.wages[0].annual_wage)) == ("41", "38880.00")

    def test_are_remembered_for_the_next_file_of_the_employer_only(self, absence: Service, anna: str) -> None:
        choose(absence, send(absence, f"{OWN_HEADS}\n{OWN_ROW}", path=REVIEW), FIELDS)

        again = send(absence, f"{OWN_HEADS}\n{OWN_ROW.replace('41;', '42;')}", path=REVIEW)
        theirs = send(absence, f"{OWN_HEADS}\n{OWN_ROW}", path=REVIEW, employer_id=OTHER_EMPLOYER)

        assert [column["field"] for column in columns(absence, again)] == FIELDS
        path = f"{PATH}/{theirs.json['import_id']}/columns"
        of_them = absence.get(path, rights=DATA, employer_id=OTHER_EMPLOYER).json
        assert {column["field"] for column in of_them["columns"]} == {None}

    def test_of_wages_that_nobody_explained_are_asked_about(self, absence: Service, anna: str) -> None:
        answer = send(absence, f"{OWN_HEADS}\n{OWN_ROW}", path=REVIEW)

        assert choose(absence, answer, FIELDS, period=None).json["state"] == "ASKING"

    @pytest.mark.parametrize(("fields", "code"), [
        (FIELDS[:-1], "import.columns_count"), ([*FIELDS[:-2], None, None], "import.columns_missing"),
        ([*FIELDS[:-1], "last_name"], "import.column_twice"), (["bsn", *FIELDS[1:]], "input.choice")])
    def test_that_make_no_table_are_refused(self, absence: Service, anna: str, fields: list[str | None], code: str) -> None:
        answer = send(absence, f"{OWN_HEADS}\n{OWN_ROW}", path=REVIEW)

        refused = choose(absence, answer, fields)

        codes = {error["code"] for error in refused.json.get("errors", [])} | {refused.json["code"]}
        assert (refused.status_code, code in codes, shown(absence, answer)["state"]) == (422, True, "MAPPING"), refused.text

    def test_are_chosen_once_by_the_own_employer(self, absence: Service, anna: str) -> None:
        answer = send(absence, f"{OWN_HEADS}\n{OWN_ROW}", path=REVIEW)

        theirs = choose(absence, answer, FIELDS, employer_id=OTHER_EMPLOYER)
        stale = choose(absence, answer, FIELDS, headers={"If-Match": '"7"'})
        first, second = choose(absence, answer, FIELDS), choose(absence, answer, FIELDS)

        assert [one.status_code for one in (theirs, stale, first, second)] == [404, 412, 200, 409]
        assert second.json["code"] == "import.not_mapping"

    def test_that_repeat_a_number_are_noticed_after_the_choice(self, absence: Service, anna: str) -> None:
        answer = send(absence, f"{OWN_HEADS}\n{OWN_ROW}\n{OWN_ROW.replace('An', 'Bo')}\n41;te;kort", path=REVIEW)

        choose(absence, answer, FIELDS)
        work(absence)

        assert [(one["result"], [e["code"] for e in one["errors"]]) for one in rows_of(absence, answer)] == [
            ("ADDED", []), ("REFUSED", ["import.number_twice"]), ("REFUSED", ["import.cells"])]

    def test_that_nobody_looks_at_are_deleted_after_a_week(self, absence: Service, anna: str) -> None:
        answer = send(absence, f"{OWN_HEADS}\n{OWN_ROW}", path=REVIEW)

        absence.run_jobs(MONDAY + timedelta(days=7))
        before = absence.get(f"{PATH}/{answer.json['import_id']}", rights=DATA).status_code
        absence.run_jobs(MONDAY + timedelta(days=8))

        assert (before, absence.get(f"{PATH}/{answer.json['import_id']}", rights=DATA).status_code) == (200, 404)
