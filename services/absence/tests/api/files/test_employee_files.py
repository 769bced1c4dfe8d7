"""Employee files of payroll packages and spreadsheets, and the result of each row."""
from typing import Any

import pytest

from services.absence.tests.api.employees.test_employees_api import DATA, upload
from shared.events.absence import EmployeeUpserted
from shared.testing.service import Service

HEAD = "Personeelsnummer;Voornaam;Achternaam;Geboortedatum;In dienst;Jaarloon;Uren"


def row(wage: str = "36.000,00", hours: str = "40", **cells: str) -> str:
    """A row under HEAD."""
    first = {"number": "10", "first": "An", "last": "Kok", "born": "12-06-1975", "since": "01-01-2010"} | cells
    return ";".join([*first.values(), wage, hours])


def results(answer: Any) -> list[tuple[str, list[str]]]:
    """Result and codes of each row."""
    return [(row["result"], [error["code"] for error in row.get("errors", [])]) for row in answer.json["rows"]]


class TestHeads:
    @pytest.mark.parametrize("head", [
        "Personeelsnummer;Roepnaam;Achternaam;Geboortedatum;Datum in dienst;Jaarloon;Uren per week",
        "Medewerker;Voornaam;Achternaam;Geb.datum;In dienst;Jaarsalaris;Uren p/w",
        "Persnr;Voornaam;Achternaam;Geboortedatum;Indiensttreding;Jaarsalaris;UrenPerWeek",
        "employee_number;first_name;last_name;birth_date;employed_from;annual_wage;contract_hours"])
    def test_are_known_as_payroll_packages_write_them(self, absence: Service, anna: str, head: str) -> None:
        assert results(upload(absence, f"{head}\n{row()}")) == [("ADDED", [])]

    def test_are_found_below_titles_and_blank_rows(self, absence: Service, anna: str) -> None:
        titles = "Overzicht werknemers;;;;;;\nBakkerij De Schelde B.V.;;;;;;\n;;;;;;"
        answer = upload(absence, f"{titles}\n{HEAD}\n{row()}\n;;;;;;\n\n")

        assert (results(answer), answer.json["skipped"]) == ([("ADDED", [])], 5)

    @pytest.mark.parametrize("content", [
        f"\ufeff{HEAD}\n{row()}".encode(), f"{HEAD}\n{row()}".encode("utf-16"), f"sep=;\r\n{HEAD}\r\n{row()}\r\n".encode(),
        f"{HEAD}\r{row()}\r".encode(), f"{HEAD}\n{row()}".replace(";", "\t").encode(),
        f"{HEAD}\n{row(last='Müller')}".encode("cp1252"), f"{HEAD}\n{row()}".encode("utf-32")],
        ids=["byte order mark", "UTF-16", "sep=", "old Mac", "tab", "Windows", "UTF-32"])
    def test_are_read_in_every_encoding(self, absence: Service, anna: str, content: bytes) -> None:
        assert results(upload(absence, content)) == [("ADDED", [])]

    def test_that_are_not_needed_are_ignored_and_reported(self, absence: Service, anna: str) -> None:
        answer = upload(absence, f"BSN;Geslacht;{HEAD};IBAN\n111222333;V;{row()};NL91ABNA0417164300")

        assert (results(answer), answer.json["left_out"]) == ([("ADDED", [])], ["BSN", "Geslacht", "IBAN"])
        assert "111222333" not in answer.text + str(absence.published(EmployeeUpserted))

    @pytest.mark.parametrize(("content", "code"), [
        (f"{HEAD};Jaarsalaris\n{row()};99.000,00", "import.column_twice"), (HEAD, "import.no_rows"),
        (HEAD.replace("Jaarloon", "Maandloon") + f"\n{row()}", "import.wage_per_month"), ("", "import.empty"),
        (";;;\n;;;\n", "import.empty"), ("a;b\n1;2", "import.columns_missing"),
        (b"PK\x03\x04" + b"x" * 40, "import.not_readable"), (b"%PDF-1.7", "import.not_csv"),
        (b"\xd0\xcf\x11\xe0old", "import.not_csv")])
    def test_that_make_no_table_refuse_the_file(self, absence: Service, anna: str, content: str | bytes, code: str) -> None:
        answer = upload(absence, content)

        assert (answer.status_code, answer.json["code"]) == (422, code)


class TestCells:
    @pytest.mark.parametrize(("wage", "kept"), [
        ('"38,500.00"', "38500.00"), ("38.500", "38500.00"), ("€ 38.500,00", "38500.00"), (" 38 500,00", "38500.00"),
        ("38500,-", "38500.00"), ("41.760", "41760.00"), ("38500.00", "38500.00")])
    def test_hold_amounts_as_people_write_them(self, absence: Service, anna: str, wage: str, kept: str) -> None:
        upload(absence, f"{HEAD}\n{row(wage)}")

        assert [str(e.wages[0].annual_wage) for e in absence.published(EmployeeUpserted)] == [kept]

    @pytest.mark.parametrize(("wage", "hours", "code"), [
        ("1.038.500", "40", "input.range"), ("38.50", "40", "input.range"), ("3,5", "40", "input.range"),
        ("38500,505", "40", "input.decimals"), ("3,85E+04", "40", "input.number"), ("-38500,00", "40", "input.range"),
        ("38500", "0", "input.range"), ("38500", "40,123456789", "input.decimals"), ("38500", "4000", "input.range"),
        ("38,500", "40", "input.number_unclear"), ("", "40", "input.required")])
    def test_refuse_what_is_no_wage_and_no_hours(self, absence: Service, anna: str, wage: str, hours: str, code: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{row(wage, hours)}")) == [("REFUSED", [code])]

    def test_tell_all_that_is_wrong_with_a_row(self, absence: Service, anna: str) -> None:
        answer = upload(absence, f"{HEAD}\n{row('x', '61', first='Co?kun', born='31-02-1975')}")

        errors = {error["field"]: error["code"] for error in answer.json["rows"][0]["errors"]}
        assert errors == {"annual_wage": "input.number", "contract_hours": "input.range", "first_name": "input.name_lost",
                          "birth_date": "input.date"}

    def test_of_hours_may_name_their_unit(self, absence: Service, anna: str) -> None:
        upload(absence, f"{HEAD}\n{row(hours='40 uur')}")

        assert [str(e.wages[0].contract_hours) for e in absence.published(EmployeeUpserted)] == ["40"]

    def test_part_a_last_name_from_its_infix(self, absence: Service, anna: str) -> None:
        upload(absence, f"{HEAD}\n{row(last='Kok, de')}".replace(";", ",").replace("Kok, de", '"Kok, de"')
               .replace("36.000,00", '"36.000,00"'))

        (event,) = absence.published(EmployeeUpserted)
        assert (event.person.last_name, event.person.infix) == ("Kok", "de")

    @pytest.mark.parametrize("cells", [f"{row()};extra", row().rsplit(";", 1)[0], "10;An;Kok"])
    def test_that_do_not_fit_the_heads_are_never_guessed(self, absence: Service, anna: str, cells: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{cells}")) == [("REFUSED", ["import.cells"])]

    @pytest.mark.parametrize("first", ["RenÃ©e", "Ren\u008ee", "Ren?e", "ZoÃ«"])
    def test_of_a_name_with_lost_letters_are_refused(self, absence: Service, anna: str, first: str) -> None:
        content = f"{HEAD}\n{row(first=first)}"

        answer = upload(absence, content.encode("latin-1") if "\u008e" in first else content)

        assert results(answer) == [("REFUSED", ["input.name_lost"])]

    @pytest.mark.parametrize("first", ["Renée", "DeÁngelo", "Çelik", "MÜLLER", "Łukasz"])
    def test_of_a_name_with_accents_are_taken(self, absence: Service, anna: str, first: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{row(first=first)}")) == [("ADDED", [])]

    def test_of_a_number_that_a_spreadsheet_abbreviated_are_refused(self, absence: Service, anna: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{row(number='5,601E+11')}")) == [("REFUSED", ["input.number_lost"])]

    def test_with_an_open_quotation_mark_name_the_row_where_it_begins(self, absence: Service, anna: str) -> None:
        answer = upload(absence, f"{HEAD}\n{row(number='9')}\n{row(last=chr(34) + 'Kok')}\n{row(number='11')}")

        taken, refused = answer.json["rows"]
        assert (taken["row"], taken["result"]) == (2, "ADDED")
        assert refused["row"] == 3
        assert refused["errors"][0]["message"].endswith("Misschien ontbreekt er een aanhalingsteken.")

    def test_of_140000_letters_refuse_the_file_and_name_the_row(self, absence: Service, anna: str) -> None:
        answer = upload(absence, f"{HEAD}\n{row()}\n{row(first='a' * 140_000)}")

        assert (answer.status_code, [e["field"] for e in answer.json["errors"]]) == (422, ["rows.3"])
        assert "Rij 3" in answer.json["detail"]
        assert absence.get("/v1/employees?search=Kok", rights=DATA).json["items"] == []

    @pytest.mark.parametrize("born", ["1875-01-01", "2026-01-01", "9999-12-31"])
    def test_of_a_birth_date_give_an_age(self, absence: Service, anna: str, born: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{row(born=born)}")) == [("REFUSED", ["input.birth_date"])]
