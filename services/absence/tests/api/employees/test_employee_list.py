"""Filters, order and counts of the list of employees, and the file of it, over HTTP."""
import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from services.absence.tests.conftest import Sick
from shared.testing.service import OTHER_EMPLOYER, Service

RIGHTS = ("EMPLOYEE_DATA", "SICK_REPORTS")
DATA_ONLY: dict[str, Any] = {"rights": ("EMPLOYEE_DATA",), "kind": "COLLEAGUE"}
TEXT = "text/csv"


def hire(absence: Service, number: str, last_name: str = "Bakker", **more: Any) -> str:
    """The id of a new employee."""
    body = {"employee_number": number, "first_name": "Bo", "last_name": last_name, "birth_date": "1990-02-01",
            "employed_from": "2024-01-01", "annual_wage": "41760.00", "contract_hours": "40"} | more
    answer = absence.post("/v1/employees", body, rights=RIGHTS)
    assert answer.status_code == 201, answer.text
    return str(answer.json["employee_id"])


@pytest.fixture
def everyone(absence: Service, anna: str, sick: Sick) -> str:
    """Anna de Vries, who is sick, one who works, one who comes, one who left and one whose departure is known."""
    sick(date(2026, 2, 23))
    hire(absence, "0009", "Kok")
    hire(absence, "10", "Maas", employed_from="2026-04-01")
    hire(absence, "11", "Dijk", employed_until="2026-02-28")
    hire(absence, "8", "Smit", employed_until="2026-12-31")
    return anna


def listed(absence: Service, **query: Any) -> list[tuple[str, str | None]]:
    """Last name and status of each employee in the list."""
    answer = absence.get("/v1/employees", rights=RIGHTS, query_string={"order": "name"} | query)
    assert answer.status_code == 200, answer.text
    return [(one["last_name"], one.get("status")) for one in answer.json["items"]]


class TestGroups:
    @pytest.mark.parametrize(("group", "found"), [
        ("IN_SERVICE", [("Kok", "WORKING"), ("Smit", "WORKING"), ("Vries", "SICK")]), ("SICK", [("Vries", "SICK")]),
        ("COMING", [("Maas", "COMING")]), ("LEFT", [("Dijk", "LEFT")])])
    def test_pick_employees_by_their_status_of_today(self, absence: Service, everyone: str, group: str, found: Any) -> None:
        assert listed(absence, group=group) == found

    def test_count_what_a_search_finds(self, absence: Service, everyone: str) -> None:
        everybody = absence.get("/v1/employees/count", rights=RIGHTS).json
        sought = absence.get("/v1/employees/count?search=vri", rights=RIGHTS).json

        assert everybody == {"found": 5, "in_service": 3, "coming": 1, "left": 1, "sick": 1, "partially_recovered": 0}
        assert sought == {"found": 1, "in_service": 1, "coming": 0, "left": 0, "sick": 1, "partially_recovered": 0}

    def test_move_with_a_partial_recovery_and_a_recovery(self, absence: Service, everyone: str) -> None:
        number = absence.get("/v1/absences", rights=RIGHTS).json["items"][0]["absence_number"]
        path = f"/v1/absences/{number}/recoveries"
        absence.post(path, {"kind": "PARTIAL", "effective_on": "2026-03-02", "basis": "OWN_WORK_HOURS", "recovered_pct": "50",
                            "data_checked": True}, rights=RIGHTS)
        assert listed(absence, group="SICK") == [("Vries", "PARTIALLY_RECOVERED")]
        assert absence.get("/v1/employees/count", rights=RIGHTS).json["partially_recovered"] == 1

        absence.post(path, {"kind": "FULL", "first_fit_day": "2026-03-02", "data_checked": True}, rights=RIGHTS)

        assert listed(absence, group="SICK") == []
        assert listed(absence, search="vries") == [("Vries", "WORKING")]

    def test_do_not_tell_who_is_sick_to_those_who_may_not_know(self, absence: Service, everyone: str) -> None:
        every = absence.get("/v1/employees?order=name", **DATA_ONLY).json["items"]
        counts = absence.get("/v1/employees/count", **DATA_ONLY).json
        sick = absence.get("/v1/employees?group=SICK", **DATA_ONLY)
        file = absence.get("/v1/employees/export.csv?group=SICK", **DATA_ONLY)

        assert [one["last_name"] for one in every if "status" in one] == []
        assert counts.keys() == {"found", "in_service", "coming", "left"}
        assert (sick.status_code, sick.json["code"]) == (file.status_code, file.json["code"]) == (403, "right.missing")


class TestOrder:
    @pytest.mark.parametrize(("order", "names"), [
        ("name", ["Dijk", "Kok", "Maas", "Smit", "Vries"]), ("-name", ["Vries", "Smit", "Maas", "Kok", "Dijk"]),
        ("number", ["Vries", "Smit", "Kok", "Maas", "Dijk"]), ("-number", ["Dijk", "Maas", "Kok", "Smit", "Vries"]),
        ("-employed_from", ["Maas", "Smit", "Dijk", "Kok", "Vries"])])
    @pytest.mark.parametrize("limit", [2, 50])
    def test_holds_over_pages(self, absence: Service, everyone: str, order: str, names: list[str], limit: int) -> None:
        found, cursor = [], None
        while True:
            page = absence.get("/v1/employees", rights=RIGHTS, query_string={"order": order, "limit": limit} | (
                {"cursor": cursor} if cursor else {})).json
            found += [one["last_name"] for one in page["items"]]
            if (cursor := page["next"]) is None:
                break

        assert found == names

    @pytest.mark.parametrize("query", ["order=wage", "order=--name", "group=ZIEK", "group=", "sort=name", "limit=0"])
    @pytest.mark.parametrize("path", ["/v1/employees", "/v1/employees/export.xlsx"])
    def test_refuses_what_it_does_not_know(self, absence: Service, anna: str, path: str, query: str) -> None:
        answer = absence.get(f"{path}?{query}", rights=RIGHTS)

        assert answer.status_code == 422, answer.text
        assert answer.json["errors"]


ODD = [
    {"number": "0031", "first_name": "Zoë", "infix": "van den", "last_name": "Berg-Øster", "phone": "+31612345678"},
    {"number": "A-7", "first_name": "J.", "infix": "'t", "last_name": "Hart", "contract_hours": "36.13",
     "annual_wage": "38500.05", "phone": "+4915123456789"},
    {"number": "12", "first_name": "Sjoerd", "last_name": "’t Zand", "department": "R&D; \"Noord\"", "function": "Kok, chef"},
    {"number": "13", "first_name": "Łukasz", "last_name": "de Wit", "employed_until": "2025-12-31", "contract_hours": "0.5",
     "annual_wage": "1234.56"},
    {"number": "14", "first_name": "Ann", "last_name": "D'Hondt", "employed_until": "2026-12-31", "birth_date": "1954-02-28"},
    {"number": "15", "first_name": "Νίκη", "last_name": "In 't Veld", "annual_wage": "100000.00"},
]


@pytest.fixture
def odd(absence: Service, anna: str) -> None:
    """Employees with odd names, decimals and dates, and one with a wage that begins later."""
    for one in ODD:
        hire(absence, **one)
    raised = hire(absence, "16", "Groot")
    for day, wage in (("2025-07-01", "43000.00"), ("2027-01-01", "50000.00")):
        body = {"valid_from": day, "annual_wage": wage}
        assert absence.post(f"/v1/employees/{raised}/wages", body, rights=RIGHTS).status_code == 201


class TestFile:
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_changes_nothing_when_it_is_imported_again(self, absence: Service, odd: None, kind: str) -> None:
        file = absence.get(f"/v1/employees/export.{kind}", rights=RIGHTS)
        before = absence.get("/v1/employees?order=name", rights=RIGHTS).json["items"]
        absence.forget_published()

        answer = absence.request("POST", "/v1/employees/import", rights=RIGHTS, content_type=TEXT, data=file.data)

        assert (file.status_code, answer.status_code) == (200, 200), answer.text
        assert {row["result"] for row in answer.json["rows"]} == {"UNCHANGED"}, answer.json
        assert len(answer.json["rows"]) == len(before) == len(ODD) + 2
        assert absence.get("/v1/employees?order=name", rights=RIGHTS).json["items"] == before
        assert absence.published() == []

    def test_holds_one_row_for_each_employee_who_was_found(self, absence: Service, everyone: str) -> None:
        file = absence.get("/v1/employees/export.csv?group=LEFT", rights=RIGHTS)

        lines = file.data.decode("utf-8-sig").splitlines()
        assert file.headers["Content-Disposition"] == 'attachment; filename="werknemers.csv"'
        assert lines == [
            ";".join(f'"{head}"' for head in (
                "Personeelsnummer", "Voornaam", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Telefoon", "Functie", "Afdeling",
                "In dienst", "Uit dienst", "Jaarloon", "Loon geldt vanaf", "Uren per week")),
            '"11";"Bo";"";"Dijk";"01-02-1990";"";"";"";"01-01-2024";"28-02-2026";"41760,00";"01-01-2024";"40,00"']

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_has_no_cell_that_a_spreadsheet_would_calculate(self, absence: Service, odd: None, kind: str) -> None:
        hire(absence, "-1+2", "Kwaad")
        data = absence.get(f"/v1/employees/export.{kind}", rights=RIGHTS).data

        if kind == "csv":
            cells = [cell.strip('"') for line in data.decode("utf-8-sig").splitlines() for cell in line.split(";")]
            assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
            assert "'-1+2" in cells
        else:
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            assert [row[0] for row in book.get_sheet_by_name("Werknemers").to_python() if row[3] == "Kwaad"] == ["-1+2"]
            assert b"<f>" not in data

    def test_is_about_the_own_employer_alone(self, absence: Service, everyone: str) -> None:
        of_another = absence.get("/v1/employees/export.csv", rights=RIGHTS, employer_id=OTHER_EMPLOYER)
        of_claims = absence.get("/v1/employees/export.xlsx", roles=("insurer_claims",), employer_id=None)

        assert len(of_another.data.decode("utf-8-sig").splitlines()) == 2
        assert of_claims.status_code == 403
