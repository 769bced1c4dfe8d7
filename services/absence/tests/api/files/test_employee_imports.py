"""A file of employees is stored, processed in the background row by row, and shown with the result of each row."""
from typing import Any

import pytest
from sqlalchemy import text

from services.absence.import_worker import ImportWorker
from services.absence.tests.api.employees.test_employees_api import DATA
from services.absence.tests.api.files.test_employee_files import HEAD, row
from shared.events.absence import EmployeeUpserted
from shared.testing.service import OTHER_EMPLOYER, Service

PATH = "/v1/employee-imports"


def file_of(count: int, *, wage: str = "36.000,00", first: int = 100) -> str:
    """Return a file with this number of employees."""
    return "\n".join([HEAD, *(row(wage, number=str(first + n)) for n in range(count))])


def send(absence: Service, content: str | bytes, *, path: str = PATH, **options: Any) -> Any:
    """Send a file, as the employer by default."""
    data = content.encode() if isinstance(content, str) else content
    return absence.request("POST", path, rights=DATA, data=data, content_type="text/csv", **options)


def work(absence: Service) -> None:
    """Process all rows, as the worker does."""
    worker = ImportWorker(absence.database, together=50)
    while worker.take_chunk():
        pass


def shown(absence: Service, answer: Any) -> dict[str, Any]:
    """Return the present state of the import to which a response refers."""
    return dict(absence.get(f"{PATH}/{answer.json['import_id']}", rights=DATA).json)


def rows_of(absence: Service, answer: Any, query: str = "") -> list[dict[str, Any]]:
    """Rows of an import."""
    return list(absence.get(f"{PATH}/{answer.json['import_id']}/rows?limit=500{query}", rights=DATA).json["items"])


def results(rows: list[dict[str, Any]]) -> list[tuple[int, str | None]]:
    """Number and result of rows."""
    return [(one["row"], one["result"]) for one in rows]


MONTHLY = HEAD.replace("Jaarloon", "Maandloon") + f"\n{row('3.600,00')}"
"""A file that waits for an answer."""


class TestFile:
    def test_is_answered_at_once_and_worked_afterwards(self, absence: Service, anna: str) -> None:
        answer = send(absence, file_of(120))
        before = shown(absence, answer)
        work(absence)
        after = shown(absence, answer)

        assert (answer.status_code, answer.headers["Location"]) == (202, f"{PATH}/{answer.json['import_id']}")
        assert (before["state"], before["total"], before["handled"]) == ("WAITING", 120, 0)
        assert (after["state"], after["added"], after["handled"], after["sent_by"]) == ("DONE", 120, 120, "account-1")
        assert len({event.employee_number for event in absence.published(EmployeeUpserted)}) == 120

    def test_shows_how_far_it_is(self, absence: Service, anna: str) -> None:
        answer = send(absence, file_of(120))

        ImportWorker(absence.database, together=50).take_chunk()

        now = shown(absence, answer)
        assert (now["state"], now["handled"]) == ("RUNNING", 50)
        assert results(rows_of(absence, answer))[49:51] == [(51, "ADDED"), (52, None)]

    @pytest.mark.parametrize("rows", [250, 251])
    def test_that_is_long_goes_the_same_way_from_the_other_route(self, absence: Service, anna: str, rows: int) -> None:
        answer = send(absence, file_of(rows), path="/v1/employees/import")

        assert answer.status_code == (200 if rows == 250 else 202)
        assert ("Location" in answer.headers) == (rows == 251)

    def test_gives_each_row_its_result_and_counts_them(self, absence: Service, anna: str) -> None:
        file = "\n".join([HEAD, row(number="1", first="Anna", last="Vries"), row("x"), row(number="11"), "12;Te;kort"])
        answer = send(absence, file)
        work(absence)

        now = shown(absence, answer)
        assert results(rows_of(absence, answer)) == [(2, "CHANGED"), (3, "REFUSED"), (4, "ADDED"), (5, "REFUSED")]
        assert (now["added"], now["changed"], now["refused"], now["state"]) == (1, 1, 2, "DONE")
        assert [(one["row"], [e["code"] for e in one["errors"]]) for one in rows_of(absence, answer, "&result=REFUSED")] == [
            (3, ["input.number"]), (5, ["import.cells"])]

    def test_lists_its_rows_by_page(self, absence: Service, anna: str) -> None:
        path = f"{PATH}/{send(absence, file_of(5)).json['import_id']}/rows?limit=2"

        first = absence.get(path, rights=DATA).json
        second = absence.get(f"{path}&cursor={first['next']}", rights=DATA).json

        assert [one["row"] for one in first["items"] + second["items"]] == [2, 3, 4, 5]

    def test_is_listed_latest_first(self, absence: Service, anna: str) -> None:
        sent = [send(absence, file_of(1, first=n)).json["import_id"] for n in (10, 20, 30)]

        first = absence.get(f"{PATH}?limit=2", rights=DATA).json
        second = absence.get(f"{PATH}?limit=2&cursor={first['next']}", rights=DATA).json

        assert [one["import_id"] for one in first["items"] + second["items"]] == sent[::-1]

    def test_that_holds_no_table_is_refused_at_once(self, absence: Service, anna: str) -> None:
        answer = send(absence, "a;b\n1;2")

        assert (answer.status_code, answer.json["code"]) == (422, "import.columns_missing")
        assert absence.get(PATH, rights=DATA).json["items"] == []

    def test_of_an_employer_without_a_policy_refuses_each_row(self, absence: Service) -> None:
        answer = send(absence, file_of(2))
        work(absence)

        assert {one["errors"][0]["code"] for one in rows_of(absence, answer)} == {"policy.not_in_force"}


class TestSameFile:
    def test_sent_twice_before_it_is_done_is_one_import(self, absence: Service, anna: str) -> None:
        first, second = send(absence, file_of(60)), send(absence, file_of(60))
        work(absence)

        assert (second.status_code, second.json["import_id"]) == (202, first.json["import_id"])
        assert len(absence.published(EmployeeUpserted)) == 60

    def test_sent_again_afterwards_changes_nothing(self, absence: Service, anna: str) -> None:
        send(absence, file_of(60))
        work(absence)
        again = send(absence, file_of(60))
        work(absence)

        assert shown(absence, again)["unchanged"] == 60
        assert len(absence.published(EmployeeUpserted)) == 60

    def test_under_one_idempotency_key_gives_one_answer(self, absence: Service, anna: str) -> None:
        answers = [send(absence, file_of(1), headers={"Idempotency-Key": "once"}) for _ in range(2)]

        assert answers[0].json == answers[1].json
        assert {answer.status_code for answer in answers} == {202}

    def test_of_another_employer_is_another_import(self, absence: Service, anna: str) -> None:
        ours, theirs = send(absence, file_of(1)), send(absence, file_of(1), employer_id=OTHER_EMPLOYER)

        assert ours.json["import_id"] != theirs.json["import_id"]


class TestRefusedRows:
    def test_go_back_as_a_file_that_can_be_corrected_and_sent_again(self, absence: Service, anna: str) -> None:
        answer = send(absence, "\n".join([f"BSN;{HEAD}", f"111222333;{row()}", f"111222333;{row('geen', number='11')}"]))
        work(absence)

        file = absence.get(f"{PATH}/{answer.json['import_id']}/refused-rows", rights=DATA)
        again = send(absence, file.data.decode("utf-8-sig").replace("geen", "36.000,00"))
        work(absence)

        assert file.headers["Content-Disposition"].startswith("attachment")
        assert "Jaarloon: Vul een bedrag of getal in" in file.data.decode()
        assert "111222333" not in file.data.decode()
        assert (shown(absence, again)["added"], shown(absence, again)["left_out"]) == (1, ["Rij", "Wat er mis is"])

    def test_hold_no_formula(self, absence: Service, anna: str) -> None:
        answer = send(absence, "\n".join([HEAD, row(first="=1+1"), row(first="'t")]))
        work(absence)

        file = absence.get(f"{PATH}/{answer.json['import_id']}/refused-rows", rights=DATA).data.decode("utf-8-sig")
        again = send(absence, file)
        work(absence)

        assert ";\"'=1+1\";" in file
        assert [e["code"] for e in rows_of(absence, again)[0]["errors"]] == ["input.name"]

    def test_keep_no_word_about_illness_and_no_column_that_nobody_asked_for(self, absence: Service, anna: str) -> None:
        answer = send(absence, f"BSN;{HEAD};Functie\n111222333;{row()};heeft een depressie\n111222333;{row()};Bakker;x")
        work(absence)

        file = absence.get(f"{PATH}/{answer.json['import_id']}/refused-rows", rights=DATA).data.decode()
        with absence.database.reading() as session:
            kept = str(session.execute(text("SELECT * FROM imported_row, employee_import")).all())
        assert [[e["code"] for e in one["errors"]] for one in rows_of(absence, answer)] == [["input.medical"], ["import.cells"]]
        assert "depressie" not in file + kept
        assert "111222333" not in file + kept


class TestAccess:
    ROUTES = [("GET", ""), ("GET", "/rows"), ("GET", "/refused-rows"), ("POST", "/wage-period")]

    @pytest.mark.parametrize(("method", "part"), ROUTES)
    def test_of_another_employer_is_404(self, absence: Service, anna: str, method: str, part: str) -> None:
        answer = send(absence, MONTHLY)

        theirs = absence.request(method, f"{PATH}/{answer.json['import_id']}{part}", rights=DATA, employer_id=OTHER_EMPLOYER,
                                 json={"wage_period": "MONTH"} if method == "POST" else None)

        assert (theirs.status_code, theirs.json["code"]) == (404, "import.not_found")
        assert absence.get(PATH, rights=DATA, employer_id=OTHER_EMPLOYER).json["items"] == []

    @pytest.mark.parametrize(("method", "part"), [*ROUTES, ("POST", None)])
    def test_needs_the_right_to_employee_data(self, absence: Service, method: str, part: str | None) -> None:
        path = PATH if part is None else f"{PATH}/x{part}"

        assert absence.request(method, path, rights=("SICK_REPORTS",)).status_code == 403
