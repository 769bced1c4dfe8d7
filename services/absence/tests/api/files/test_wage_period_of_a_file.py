"""Whether the wages of a file are per month or per year is said by its head or by a person, and never guessed."""
from typing import Any

import pytest

from services.absence.tests.api.employees.test_employees_api import DATA
from services.absence.tests.api.files.test_employee_files import HEAD, row
from services.absence.tests.api.files.test_employee_imports import MONTHLY, PATH, file_of, rows_of, send, shown, work
from shared.events.absence import EmployeeUpserted
from shared.testing.service import Service


class TestWagePeriod:
    @pytest.mark.parametrize("head", ["Maandloon", "Bruto salaris", "Loon"])
    def test_is_asked_when_the_head_may_mean_a_month(self, absence: Service, anna: str, head: str) -> None:
        answer = send(absence, HEAD.replace("Jaarloon", head) + f"\n{row('3.600,00')}")
        work(absence)

        now = shown(absence, answer)
        assert (now["state"], now["wage_head"], now["wage_period"], now["handled"]) == ("ASKING", head, None, 0)
        assert absence.published(EmployeeUpserted) == []

    @pytest.mark.parametrize(("period", "kept"), [("MONTH", "46656.00"), ("YEAR", "3600.00")])
    def test_that_is_answered_lets_the_rows_be_taken(self, absence: Service, anna: str, period: str, kept: str) -> None:
        answer = send(absence, MONTHLY)

        said = absence.post(f"{answer.headers['Location']}/wage-period", {"wage_period": period}, rights=DATA,
                            headers={"If-Match": answer.headers["ETag"]})
        work(absence)

        assert said.status_code == 200
        assert [str(event.wages[0].annual_wage) for event in absence.published(EmployeeUpserted)] == [kept]

    def test_is_answered_once(self, absence: Service, anna: str) -> None:
        answer = send(absence, MONTHLY)

        def say(**headers: str) -> Any:
            return absence.post(f"{answer.headers['Location']}/wage-period", {"wage_period": "MONTH"}, rights=DATA,
                                headers=headers)

        first, stale, again = say(), say(**{"If-Match": answer.headers["ETag"]}), say()

        assert [one.status_code for one in (first, stale, again)] == [200, 412, 409]
        assert again.json["code"] == "import.not_asked"

    @pytest.mark.parametrize("path", [PATH, "/v1/employees/import"])
    def test_may_be_said_when_the_file_is_sent(self, absence: Service, anna: str, path: str) -> None:
        send(absence, MONTHLY, path=f"{path}?wagePeriod=MONTH")
        work(absence)

        assert [str(event.wages[0].annual_wage) for event in absence.published(EmployeeUpserted)] == ["46656.00"]

    def test_said_with_the_same_file_answers_the_question(self, absence: Service, anna: str) -> None:
        first = send(absence, MONTHLY)

        second = send(absence, MONTHLY, path=f"{PATH}?wagePeriod=MONTH")

        assert (second.json["import_id"], second.json["state"]) == (first.json["import_id"], "WAITING")

    @pytest.mark.parametrize("path", [PATH, "/v1/employees/import"])
    def test_that_contradicts_the_head_is_refused(self, absence: Service, anna: str, path: str) -> None:
        answer = send(absence, file_of(1), path=f"{path}?wagePeriod=MONTH")

        assert (answer.status_code, answer.json["code"]) == (422, "import.wage_period")

    def test_leaves_an_annual_wage_beside_it_alone(self, absence: Service, anna: str) -> None:
        send(absence, f"{HEAD};Maandloon\n{row()};3.000,00")
        work(absence)

        assert [str(event.wages[0].annual_wage) for event in absence.published(EmployeeUpserted)] == ["36000.00"]

    @pytest.mark.parametrize(("wage", "code"), [
        ("70,00", "input.range"), ("99.000,00", "input.range"), ("3600,001", "input.decimals")])
    def test_of_a_month_keeps_the_bounds_of_a_year(self, absence: Service, anna: str, wage: str, code: str) -> None:
        answer = send(absence, HEAD.replace("Jaarloon", "Maandloon") + f"\n{row(wage)}", path=f"{PATH}?wagePeriod=MONTH")
        work(absence)

        assert [[e["code"] for e in one["errors"]] for one in rows_of(absence, answer)] == [[code]]
