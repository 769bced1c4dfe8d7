"""Employees from an Excel workbook, read as a CSV file is; a workbook that is made to harm is refused at once."""
from datetime import date
from typing import Any

import pytest

from services.absence.tests.api.employees.test_employees_api import DATA, upload
from services.absence.tests.api.files.test_employee_files import results
from services.absence.tests.excel import SHEET, Cell, archive, sheet_xml, workbook
from shared.events.absence import EmployeeUpserted
from shared.testing.service import Service

HEADS: list[Cell] = ["Personeelsnummer", "Voornaam", "Achternaam", "Geboortedatum", "In dienst", "Jaarloon", "Uren"]
FAR_APART = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def employee(**cells: Cell) -> list[Cell]:
    """A row under HEADS."""
    first: dict[str, Cell] = {"number": 10, "first": "An", "last": "Kok", "born": date(1975, 6, 12), "since": date(2010, 1, 1),
                              "wage": 38500.5, "hours": 36.5}
    return list((first | cells).values())


def codes(absence: Service, rows: list[list[Cell]]) -> list[tuple[str, list[str]]]:
    """Result and codes of each row of a workbook."""
    return results(upload(absence, workbook(rows)))


class TestWorkbook:
    def test_is_read_with_its_numbers_and_dates(self, absence: Service, anna: str) -> None:
        answer = upload(absence, workbook([["Overzicht werknemers"], [], HEADS, employee(), []]))

        (event,) = absence.published(EmployeeUpserted)
        wage = event.wages[0]
        assert (results(answer), answer.json["rows"][0]["row"]) == ([("ADDED", [])], 4)
        assert (event.employee_number, event.person.birth_date, event.employed_from) == (
            "10", date(1975, 6, 12), date(2010, 1, 1))
        assert (str(wage.annual_wage), str(wage.contract_hours)) == ("38500.50", "36.5")

    def test_is_read_with_texts_as_people_type_them(self, absence: Service, anna: str) -> None:
        rows = [HEADS, employee(number="0031", born="12-06-1975", since="1-1-2010", wage="38.500,00", hours="40 uur")]

        assert codes(absence, rows) == [("ADDED", [])]
        assert [e.employee_number for e in absence.published(EmployeeUpserted)] == ["0031"]

    @pytest.mark.parametrize(("cells", "code"), [
        ({"wage": 38500.123}, "input.decimals"), ({"hours": 38.505}, "input.decimals"), ({"hours": 400}, "input.range"),
        ({"born": 27557}, "input.date"), ({"first": None}, "input.required"), ({"wage": "#REF!"}, "input.number")],
        ids=["cents", "hours that look like thousands", "too many", "a serial number without a format", "empty", "an error"])
    def test_tells_what_is_wrong_with_a_cell(self, absence: Service, anna: str, cells: dict[str, Cell], code: str) -> None:
        assert codes(absence, [HEADS, employee(**cells)]) == [("REFUSED", [code])]

    def test_leaves_columns_out_and_keeps_none_of_them(self, absence: Service, anna: str) -> None:
        answer = upload(absence, workbook([["BSN", *HEADS], [111222333, *employee()]]))

        assert (results(answer), answer.json["left_out"]) == ([("ADDED", [])], ["BSN"])
        assert "111222333" not in answer.text + str(absence.published(EmployeeUpserted))

    def test_goes_the_stored_way_too(self, absence: Service, anna: str) -> None:
        rows = [HEADS, *(employee(number=n) for n in range(300))]

        answer = upload(absence, workbook(rows))

        assert (answer.status_code, answer.json["total"]) == (202, 300)


class TestHarmfulWorkbook:
    @pytest.mark.parametrize(("parts", "code"), [
        ({SHEET: sheet_xml(FAR_APART)}, "import.too_large"),
        ({SHEET: sheet_xml(FAR_APART.replace('"XFD', '"&#88;FD').replace("A1", "&#65;1"))}, "import.too_large"),
        ({SHEET: sheet_xml('<row r="1">' + "<c/>" * 9_000 + '</row><row r="1048576"><c/></row>')}, "import.too_large"),
        ({SHEET: sheet_xml("<row/>" * 200_001)}, "import.too_large"),
        ({SHEET: sheet_xml("<row><c r=\"A1\"><v>" + "1" * 61_000_000 + "</v></c></row>")}, "import.too_large"),
        ({SHEET: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + sheet_xml("<row><c><v>&a;</v></c></row>")},
         "import.not_readable"),
        ({f"xl/part{n}.xml": "<x/>" for n in range(200)}, "import.too_large"),
        ({"content.xml": "<x/>"}, "import.not_readable"), ({"xl/workbook.xml": "<x"}, "import.not_readable"),
        ({"xl/other.bin": sheet_xml(FAR_APART)}, "import.not_readable"), ({SHEET: sheet_xml('<row><c r="?1"/></row>')},
                                                                         "import.not_readable")],
        ids=["cells far apart", "written with entities", "cells without a place", "many rows", "unpacks to 61 MB",
             "a document type", "many parts", "another kind", "not well formed", "a sheet under another name",
             "a place that is none"])
    def test_is_refused(self, absence: Service, anna: str, parts: dict[str, str], code: str) -> None:
        answer = upload(absence, archive(parts))

        assert (answer.status_code, answer.json["code"]) == (422, code)

    @pytest.mark.parametrize("damage", [
        lambda file: file[:300], lambda file: file.replace(b"xl/workbook", b"xl/workbuik"),
        lambda file: file[:60] + b"\xff" * 40 + file[100:]], ids=["cut off", "renamed", "garbled"])
    def test_that_is_damaged_is_refused(self, absence: Service, anna: str, damage: Any) -> None:
        answer = upload(absence, damage(workbook([HEADS, employee()])))

        assert (answer.status_code, answer.json["code"]) == (422, "import.not_readable")
        assert absence.get("/v1/employees?search=Kok", rights=DATA).json["items"] == []
