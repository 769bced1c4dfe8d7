"""Files of the kinds that payroll packages and Dutch Excel write, each sent over HTTP, with the result of every row."""
from datetime import date

import pytest

from services.absence.tests.api.employees.test_employees_api import upload
from services.absence.tests.api.files.test_employee_files import HEAD, results, row
from services.absence.tests.excel import workbook
from shared.events.absence import EmployeeUpserted
from shared.testing.service import Service

PACKAGE = ("Personeelsnummer;Achternaam;Voorvoegsel;Roepnaam;Geboortedatum;Datum in dienst;Datum uit dienst;Uren per week;"
           "Jaarloon;Functie")
QUOTED = '"Medewerker";"Voornaam";"Voorvoegsel";"Achternaam";"Geb.datum";"In dienst";"Uren p/w";"Jaarsalaris"'


def saved(absence: Service) -> list[tuple[str, str, str | None, str, str, str]]:
    """Number, names, wage and hours of each employee that was published."""
    return [(e.employee_number, e.person.first_name, e.person.infix, e.person.last_name, str(e.wages[-1].annual_wage),
             f"{e.wages[-1].contract_hours:.2f}") for e in absence.published(EmployeeUpserted)]


class TestFileOfAPackage:
    def test_with_mark_and_blank_rows_adds_all(self, absence: Service, anna: str) -> None:
        lines = [PACKAGE, "801;Dam;van;Ine;03-02-1981;01-04-2019;;38,00;44.100,00;Kok",
                 "802;Veld;in 't;Zoë;17-11-1979;01-03-2015;;20,50;21.050,40;Kelner", "", ";;;;;;;;;", ""]

        answer = upload(absence, "\ufeff" + "\r\n".join(lines))

        assert (results(answer), answer.json["skipped"]) == ([("ADDED", [])] * 2, 2)
        assert saved(absence) == [("801", "Ine", "van", "Dam", "44100.00", "38.00"),
                                  ("802", "Zoë", "in 't", "Veld", "21050.40", "20.50")]
        listed = absence.get("/v1/employees?order=name", rights=("SICK_REPORTS",)).json["items"]
        assert [one["last_name"] for one in listed] == ["Dam", "Veld", "Vries"]

    def test_in_windows_1252_keeps_letters_and_leading_zeros(self, absence: Service, anna: str) -> None:
        file = f'{QUOTED}\n"000811";"Renée";"";"Åström-Nuñez";"03-02-1990";"01-05-2019";"36,00";"52.000,00"'

        assert results(upload(absence, file.encode("cp1252"))) == [("ADDED", [])]
        assert saved(absence) == [("000811", "Renée", None, "Åström-Nuñez", "52000.00", "36.00")]

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_in_utf_16_without_its_mark_is_read(self, absence: Service, anna: str, encoding: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{row(last='Müller')}".encode(encoding))) == [("ADDED", [])]

    def test_with_two_names_of_a_column_reads_the_usual_one(self, absence: Service, anna: str) -> None:
        file = f"Voornamen;{HEAD};Geboortenaam;Mobiel;Telefoon\nAnna Maria;{row()};Smit;0612345678;0118123456"

        answer = upload(absence, file)

        assert (results(answer), answer.json["left_out"]) == ([("ADDED", [])], ["Voornamen", "Geboortenaam", "Mobiel"])
        assert saved(absence)[0][1:4] == ("An", None, "Kok")

    def test_that_names_a_wage_twice_is_refused(self, absence: Service, anna: str) -> None:
        answer = upload(absence, f"{HEAD};Jaarloon\n{row()};99.000,00")

        assert (answer.status_code, answer.json["code"]) == (422, "import.column_twice")

    def test_between_bars_is_read(self, absence: Service, anna: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{row()}".replace(";", "|"))) == [("ADDED", [])]

    @pytest.mark.parametrize("content", [
        b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"<html><table>", b'{"a": 1}', b"\x1f\x8b\x08", b"{\\rtf1", b"  \n<?xml"])
    def test_of_another_kind_says_what_it_is(self, absence: Service, anna: str, content: bytes) -> None:
        answer = upload(absence, content)

        assert (answer.status_code, answer.json["code"], answer.json["detail"][:4]) == (422, "import.not_csv", "Dit ")


class TestDate:
    @pytest.mark.parametrize("born", [
        "12-6-1975", "12/06/1975", "12.06.1975", "12 06 1975", "1975-06-12", "19750612", "1975-06-12 00:00:00", "12-06-75",
        "1975-06-12T00:00:00", "12 juni 1975", "12-jun-1975", "12-Jun-75"])
    def test_is_read_in_every_shape(self, absence: Service, anna: str, born: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{row(born=born)}")) == [("ADDED", [])]
        assert absence.published(EmployeeUpserted)[0].person.birth_date == date(1975, 6, 12)

    @pytest.mark.parametrize("born", ["31-02-1975", "13/25/1975", "27557", "29-02-1900", "12 foo 1975", "0000-00-00"])
    def test_that_does_not_exist_is_refused(self, absence: Service, anna: str, born: str) -> None:
        assert results(upload(absence, f"{HEAD}\n{row(born=born)}")) == [("REFUSED", ["input.date"])]


class TestHours:
    @pytest.mark.parametrize(("hours", "kept"), [("36:30", "36.50"), ("36,5", "36.50"), ("36.5 uur", "36.50"), ("40", "40.00")])
    def test_are_read_as_number_or_clock(self, absence: Service, anna: str, hours: str, kept: str) -> None:
        upload(absence, f"{HEAD}\n{row(hours=hours)}")

        assert saved(absence)[0][5] == kept

    def test_of_a_workbook_are_numbers(self, absence: Service, anna: str) -> None:
        cells = ["10", "An", "Kok", date(1975, 6, 12), date(2010, 1, 1), 36000, 36.5]

        upload(absence, workbook([HEAD.split(";"), cells]))

        assert saved(absence)[0][5] == "36.50"


class TestLastName:
    @pytest.mark.parametrize(("written", "infix", "last"), [
        ("de Vries", "de", "Vries"), ("van den Berg", "van den", "Berg"), ("in 't Veld", "in 't", "Veld"),
        ("Kok, de", "de", "Kok"), ("De Vries", None, "De Vries"), ("Delanoë", None, "Delanoë"), ("'t Hart", "'t", "Hart")])
    def test_is_parted_from_its_infix_in_a_file_without_a_column_for_it(self, absence: Service, anna: str, written: str,
                                                                         infix: str | None, last: str) -> None:
        upload(absence, f"{HEAD}\n{row(last=written)}")

        assert saved(absence)[0][2:4] == (infix, last)


class TestNumber:
    def test_given_to_two_people_in_one_file_is_noticed(self, absence: Service, anna: str) -> None:
        answer = upload(absence, f"{HEAD}\n{row(number='010')}\n{row(number='10', first='Bo', last='Smit')}\n{row(number='010')}")

        assert results(answer) == [("ADDED", []), ("REFUSED", ["import.number_twice"]), ("UNCHANGED", [])]
        assert "regel 2" in answer.json["rows"][1]["errors"][0]["message"]

    def test_of_another_person_than_before_is_noticed(self, absence: Service, anna: str) -> None:
        answer = upload(absence, f"{HEAD}\n{row(number='1')}")

        assert results(answer) == [("REFUSED", ["import.other_person"])]
        assert absence.published(EmployeeUpserted) == []


class TestSecondFile:
    def test_leaves_what_it_does_not_name(self, absence: Service, anna: str) -> None:
        upload(absence, f"{HEAD};Tussenvoegsel;Telefoon;Functie\n{row()};de;0612345678;Bakker")

        answer = upload(absence, f"{HEAD};Functie\n{row(last='de Kok')};")

        assert results(answer) == [("UNCHANGED", [])]

    def test_with_a_wage_from_a_day_keeps_the_wage_before(self, absence: Service, anna: str) -> None:
        heads = f"{HEAD};Loon geldt vanaf"
        upload(absence, f"{heads}\n{row()};")

        answers = [upload(absence, f"{heads}\n{row('40.000,00')};01-01-2026") for _ in range(2)]

        assert [results(answer) for answer in answers] == [[("CHANGED", [])], [("UNCHANGED", [])]]
        assert [(str(w.valid_from), str(w.annual_wage)) for w in absence.published(EmployeeUpserted)[-1].wages] == [
            ("2010-01-01", "36000.00"), ("2026-01-01", "40000.00")]

    def test_with_a_last_day_records_the_departure(self, absence: Service, anna: str) -> None:
        upload(absence, f"{HEAD};Uit dienst\n{row()};")

        answer = upload(absence, f"{HEAD};Uit dienst\n{row()};28-02-2026")

        employee = absence.get("/v1/employees?search=Kok", rights=("EMPLOYEE_DATA",)).json["items"][0]
        assert (results(answer), employee["employed_until"]) == ([("CHANGED", [])], "2026-02-28")
