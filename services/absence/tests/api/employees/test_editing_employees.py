"""An employee's data are changed and taken back over HTTP; every value before stays in the history."""
from typing import Any

import pytest

from services.absence.tests.api.employees.test_employees_api import DATA, REPORT, body
from services.absence.tests.conftest import Sick
from shared.events.absence import EmployeeUpserted
from shared.testing.service import MONDAY, OTHER_EMPLOYER, Service


def edit(absence: Service, employee_id: str, changes: dict[str, Any], **options: Any) -> Any:
    """Change an employee, as the employer by default."""
    return absence.request("PATCH", f"/v1/employees/{employee_id}", json=changes, **({"rights": DATA} | options))


def history(absence: Service, employee_id: str, **options: Any) -> list[dict[str, Any]]:
    """The entries of an employee's history, latest first."""
    return list(absence.get(f"/v1/employees/{employee_id}/history", **({"rights": DATA} | options)).json["items"])


def take_back(absence: Service, employee_id: str, entry: dict[str, Any], **options: Any) -> Any:
    """Withdraw an entry of the history."""
    return absence.post(f"/v1/employees/{employee_id}/history/{entry['change_id']}/withdrawal", **({"rights": DATA} | options))


def set_wage(absence: Service, employee_id: str, valid_from: str, wage: str) -> Any:
    """Record a wage."""
    return absence.post(f"/v1/employees/{employee_id}/wages", {"valid_from": valid_from, "annual_wage": wage}, rights=DATA)


def wages(absence: Service, employee_id: str) -> list[tuple[str, str]]:
    """First day and amount of each wage."""
    shown = absence.get(f"/v1/employees/{employee_id}", rights=DATA).json["wages"]
    return [(wage["valid_from"], wage["annual_wage"]) for wage in shown]


class TestEdit:
    def test_changes_what_is_named_and_keeps_the_rest(self, absence: Service, anna: str) -> None:
        answer = edit(absence, anna, {"last_name": "Jansen", "infix": None, "function": "Bakker", "effective_on": "2026-02-01"})

        shown, (event,) = answer.json, absence.published(EmployeeUpserted)
        assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
        assert (shown["first_name"], shown["infix"], shown["last_name"], shown["function"]) == ("Anna", None, "Jansen", "Bakker")
        assert (event.person.last_name, event.person.infix, event.function, event.version) == ("Jansen", None, "Bakker", 2)
        assert [e["employee_id"] for e in absence.get("/v1/employees?search=jansen", rights=DATA).json["items"]] == [anna]

    def test_is_kept_with_who_and_from_which_day(self, absence: Service, anna: str) -> None:
        edit(absence, anna, {"function": "Bakker", "effective_on": "2026-02-01"})

        changed, added = history(absence, anna)
        assert (changed["kind"], changed["effective_on"], changed["actor_id"]) == ("EDITED", "2026-02-01", "account-1")
        assert (changed["old"], changed["new"]) == ({"function": None}, {"function": "Bakker"})
        assert (added["kind"], added["effective_on"], added["old"]) == ("ADDED", "2020-01-01", None)

    def test_that_changes_nothing_is_no_entry(self, absence: Service, anna: str) -> None:
        answer = edit(absence, anna, {"first_name": "Anna"})

        assert (answer.status_code, answer.headers["ETag"], len(history(absence, anna))) == (200, '"1"', 1)

    def test_of_the_first_day_in_service_moves_the_first_wage_with_it(self, absence: Service, anna: str) -> None:
        edit(absence, anna, {"employed_from": "2019-06-01"})

        assert wages(absence, anna) == [("2019-06-01", "38500.00")]

    @pytest.mark.parametrize(("changes", "status", "code"), [
        ({"employed_from": "2026-03-03"}, 422, "employee.service_after_sick_day"),
        ({"birth_date": "2010-01-01", "employed_from": "2009-01-01"}, 422, "employee.birth_date_invalid"),
        ({"function": "Bakker", "effective_on": "2026-03-03"}, 422, "employee.effective_ahead"),
        ({"function": "heeft een depressie"}, 422, "input.medical"), ({"last_name": "Y?lmaz"}, 422, "input.name_lost"),
        ({"first_name": None}, 422, "input.required"), ({}, 422, "input.required"),
        ({"annual_wage": "40000.00"}, 422, "input.unknown"),
        ({"employee_number": "0009"}, 409, "employee.number_taken")])
    def test_that_cannot_be_is_refused(self, absence: Service, anna: str, sick: Sick, changes: dict[str, Any], status: int,
                                       code: str) -> None:
        absence.post("/v1/employees", body(), rights=DATA)
        sick(MONDAY)

        answer = edit(absence, anna, changes)

        codes = {error["code"] for error in answer.json.get("errors", [])} | {answer.json["code"]}
        assert (answer.status_code, code in codes) == (status, True), answer.text

    def test_of_an_old_version_is_412(self, absence: Service, anna: str) -> None:
        edit(absence, anna, {"function": "Bakker"})

        answer = edit(absence, anna, {"function": "Smid"}, headers={"If-Match": '"1"'})

        assert (answer.status_code, answer.json["code"]) == (412, "version.stale")

    @pytest.mark.parametrize(("options", "status"), [({"rights": REPORT}, 403), ({"employer_id": OTHER_EMPLOYER}, 404)])
    def test_needs_the_right_and_the_own_employer(self, absence: Service, anna: str, options: dict[str, Any],
                                                  status: int) -> None:
        assert edit(absence, anna, {"function": "Smid"}, **options).status_code == status
        assert absence.published(EmployeeUpserted) == []


class TestWithdrawal:
    def test_of_an_edit_restores_the_values_before(self, absence: Service, anna: str) -> None:
        edit(absence, anna, {"birth_date": "1988-05-14", "function": "Bakker"})

        answer = take_back(absence, anna, history(absence, anna)[0])

        restored, withdrawn, _ = history(absence, anna)
        assert (answer.json["birth_date"], answer.json["function"]) == ("1988-05-04", None)
        assert (restored["new"]["birth_date"], withdrawn["withdrawn_at"] is not None) == ("1988-05-04", True)

    def test_of_a_wage_that_is_new_removes_it(self, absence: Service, anna: str) -> None:
        set_wage(absence, anna, "2026-02-01", "40000.00")

        take_back(absence, anna, history(absence, anna)[0])

        assert wages(absence, anna) == [("2020-01-01", "38500.00")]
        assert [str(wage.annual_wage) for wage in absence.published(EmployeeUpserted)[-1].wages] == ["38500.00"]

    def test_of_a_wage_that_was_changed_restores_it(self, absence: Service, anna: str) -> None:
        set_wage(absence, anna, "2020-01-01", "40000.00")

        take_back(absence, anna, history(absence, anna)[0])

        assert wages(absence, anna) == [("2020-01-01", "38500.00")]

    def test_of_a_withdrawn_wage_restores_it(self, absence: Service, anna: str) -> None:
        set_wage(absence, anna, "2026-02-01", "40000.00")
        removed = absence.post(f"/v1/employees/{anna}/wages/withdrawals", {"valid_from": "2026-02-01"}, rights=DATA)

        take_back(absence, anna, history(absence, anna)[0])

        assert [wage["valid_from"] for wage in removed.json["wages"]] == ["2020-01-01"]
        assert wages(absence, anna) == [("2020-01-01", "38500.00"), ("2026-02-01", "40000.00")]

    def test_twice_of_an_addition_or_of_what_changed_since_is_refused(self, absence: Service, anna: str) -> None:
        edit(absence, anna, {"function": "Bakker"})
        edit(absence, anna, {"function": "Smid"})
        later, earlier, added = history(absence, anna)

        overtaken, addition = take_back(absence, anna, earlier), take_back(absence, anna, added)
        once, twice = take_back(absence, anna, later), take_back(absence, anna, later)

        assert [(a.status_code, a.json["code"]) for a in (overtaken, addition, twice)] == [
            (409, "change.overtaken"), (409, "change.not_withdrawable"), (409, "change.withdrawn")]
        assert once.json["function"] == "Bakker"

    def test_of_the_only_wage_or_of_none_is_refused(self, absence: Service, anna: str) -> None:
        path = f"/v1/employees/{anna}/wages/withdrawals"

        only, none = (absence.post(path, {"valid_from": day}, rights=DATA) for day in ("2020-01-01", "2021-01-01"))

        assert [(a.status_code, a.json["code"]) for a in (only, none)] == [(409, "wage.only_one"), (404, "wage.not_found")]

    def test_of_another_employers_history_is_404(self, absence: Service, anna: str) -> None:
        entry = history(absence, anna)[0]

        assert take_back(absence, anna, entry, employer_id=OTHER_EMPLOYER).status_code == 404
        assert absence.get(f"/v1/employees/{anna}/history", rights=DATA, employer_id=OTHER_EMPLOYER).status_code == 404
        assert take_back(absence, anna, {"change_id": "none"}).json["code"] == "change.not_found"
