"""The import worker processes rows in order, beside other workers, after a kill, and despite a row that always fails."""
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from services.absence.import_worker import ImportWorker
from services.absence.tests.api.employees.test_employees_api import DATA
from services.absence.tests.api.files.test_employee_imports import PATH, file_of, results, rows_of, send, shown, work
from services.absence.usecases.imports.take_rows import take_rows
from shared.db.session import Session
from shared.events.absence import EmployeeUpserted
from shared.testing.service import OTHER_EMPLOYER, Service

ADMIN = {"roles": ("platform_admin",), "employer_id": None}


class Killed(BaseException):
    """The process ends before its transaction is committed."""


def killed_after_taking_rows(session: Session) -> None:
    """Process a chunk, and end before the commit."""
    take_rows(session)
    raise Killed


class TestWorker:
    def test_that_is_killed_half_way_does_nothing_twice_and_leaves_nothing_out(self, absence: Service, anna: str) -> None:
        answer = send(absence, file_of(120))
        ImportWorker(absence.database, together=50).take_chunk()
        with pytest.raises(Killed):
            absence.run(killed_after_taking_rows)

        work(absence)

        assert (shown(absence, answer)["state"], shown(absence, answer)["added"]) == ("DONE", 120)
        assert len(absence.published(EmployeeUpserted)) == 120

    def test_takes_files_of_one_employer_in_order(self, absence: Service, anna: str) -> None:
        send(absence, file_of(60, wage="36.000,00"))
        later = send(absence, file_of(60, wage="37.000,00"))
        work(absence)

        assert shown(absence, later)["changed"] == 60
        assert {str(event.wages[0].annual_wage) for event in absence.published(EmployeeUpserted)[60:]} == {"37000.00"}

    def test_takes_a_short_file_while_that_of_another_employer_is_long(self, absence: Service, anna: str) -> None:
        long = send(absence, file_of(240))
        short = send(absence, file_of(2), employer_id=OTHER_EMPLOYER)
        worker = ImportWorker(absence.database, together=50)
        for _ in range(2):
            worker.take_chunk()

        done = absence.get(f"{PATH}/{short.json['import_id']}", rights=DATA, employer_id=OTHER_EMPLOYER).json
        assert (done["state"], shown(absence, long)["state"]) == ("DONE", "RUNNING")

    def test_beside_another_one_takes_each_row_once(self, absence: Service, anna: str) -> None:
        sent = [send(absence, file_of(100, first=n * 1000)) for n in (1, 2)]
        theirs = send(absence, file_of(100), employer_id=OTHER_EMPLOYER)
        threads = [threading.Thread(target=work, args=[absence]) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        work(absence)

        assert [shown(absence, one)["added"] for one in sent] == [100, 100]
        assert absence.get(f"{PATH}/{theirs.json['import_id']}", rights=DATA, employer_id=OTHER_EMPLOYER).json["added"] == 100
        assert len(absence.published(EmployeeUpserted)) == 300

    def test_runs_until_it_is_told_to_stop(self, absence: Service, anna: str) -> None:
        answer = send(absence, file_of(3))
        stop = threading.Event()
        thread = threading.Thread(target=ImportWorker(absence.database, together=50).run, args=[stop])
        thread.start()
        try:
            until_done(absence, answer)
        finally:
            stop.set()
            thread.join()

        assert shown(absence, answer)["added"] == 3


def until_done(absence: Service, answer: Any) -> None:
    """Poll until the import is done."""
    pause = threading.Event()
    for _ in range(200):
        if shown(absence, answer)["state"] == "DONE":
            return
        pause.wait(0.05)
    raise AssertionError("the import is not done")


class TestRowThatFailsByOurFault:
    @pytest.fixture
    def broken(self, absence: Service, anna: str) -> Iterator[None]:
        """A database that fails on the employee with number 113."""
        with absence.database.transaction() as session:
            session.execute(text(
                "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk is odd'; END $$"))
            session.execute(text("CREATE TRIGGER fail BEFORE INSERT ON employee FOR EACH ROW WHEN (NEW.employee_number = '113') "
                                 "EXECUTE FUNCTION fail()"))
        yield
        self.repair(absence)

    @staticmethod
    def repair(absence: Service) -> None:
        with absence.database.transaction() as session:
            session.execute(text("DROP TRIGGER IF EXISTS fail ON employee"))

    def test_is_set_aside_and_all_others_are_taken(self, absence: Service, broken: None) -> None:
        answer = send(absence, file_of(60))
        work(absence)

        now, (item,) = shown(absence, answer), absence.set_aside()
        assert (now["state"], now["added"], now["set_aside"]) == ("DONE", 59, 1)
        assert (item["job"], item["item"]) == ("import-employees", f"{answer.json['import_id']}:15")
        assert [(one["row"], one["errors"][0]["code"]) for one in rows_of(absence, answer, "&result=SET_ASIDE")] == [
            (15, "import.set_aside")]

    def test_is_taken_after_all_when_an_operator_tries_again(self, absence: Service, broken: None) -> None:
        answer = send(absence, file_of(60))
        work(absence)
        self.repair(absence)

        retried = absence.post(f"/admin/v1/set-aside-items/{absence.set_aside()[0]['id']}/retry", **ADMIN)

        assert retried.json["is_done"]
        assert (shown(absence, answer)["added"], shown(absence, answer)["set_aside"]) == (60, 0)
        assert dict(results(rows_of(absence, answer)))[15] == "ADDED"
