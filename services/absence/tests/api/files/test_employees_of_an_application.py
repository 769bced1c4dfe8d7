"""Employees that were supplied with the application: sent by acceptance, seen by the employer (R-015)."""
from typing import Any

import pytest

from services.absence.tests.api.files.test_employee_imports import MONTHLY, file_of, work
from shared.testing.service import OTHER_EMPLOYER, Service

PATH = "/v1/policies/P-1/employee-imports"
ACCEPTANCE: dict[str, Any] = {"roles": ("insurer_acceptance",), "employer_id": None}


def send(absence: Service, content: str, path: str = PATH, **reader: Any) -> Any:
    """Send a file, as acceptance by default."""
    return absence.request("POST", path, data=content.encode(), content_type="text/csv", **(reader or ACCEPTANCE))


class TestApplication:
    @pytest.mark.requirement("R-015")
    @pytest.mark.parametrize("right", ["EMPLOYEE_DATA", "SICK_REPORTS"])
    def test_puts_its_employees_where_the_employer_sees_them(self, absence: Service, anna: str, right: str) -> None:
        answer = send(absence, file_of(3))
        work(absence)
        own = absence.get("/v1/employees?order=number", rights=(right,)).json["items"]
        of_another = absence.get("/v1/employees", rights=(right,), employer_id=OTHER_EMPLOYER).json["items"]

        assert answer.status_code == 202, answer.text
        assert [one["employee_number"] for one in own] == ["1", "100", "101", "102"]
        assert [one["employee_number"] for one in of_another] == ["77"]

    def test_shows_its_result_to_the_sender_and_to_the_employer(self, absence: Service, anna: str) -> None:
        send(absence, file_of(3) + "\n1;x")
        work(absence)
        by_sender = absence.get(PATH, **ACCEPTANCE).json["items"]
        by_employer = absence.get("/v1/employee-imports", rights=("EMPLOYEE_DATA",)).json["items"]

        assert [(one["added"], one["refused"], one["state"]) for one in by_sender] == [(3, 1, "DONE")]
        assert [one["import_id"] for one in by_employer] == [one["import_id"] for one in by_sender]

    def test_leaves_a_question_about_its_wages_to_the_employer(self, absence: Service, anna: str) -> None:
        answer = send(absence, MONTHLY)
        path = f"/v1/employee-imports/{answer.json['import_id']}"
        answered = absence.post(f"{path}/wage-period", {"wage_period": "MONTH"}, rights=("EMPLOYEE_DATA",))
        work(absence)

        assert (answer.json["state"], answered.status_code) == ("ASKING", 200)
        assert absence.get(path, rights=("EMPLOYEE_DATA",)).json["added"] == 1

    @pytest.mark.parametrize("reader", [
        {"rights": ("EMPLOYEE_DATA", "SICK_REPORTS")}, {"roles": ("insurer_claims",), "employer_id": None},
        {"roles": ("insurer_billing",), "employer_id": None}], ids=["employer", "claims", "billing"])
    def test_is_sent_by_acceptance_alone(self, absence: Service, anna: str, reader: dict[str, Any]) -> None:
        assert send(absence, file_of(1), **reader).status_code == 403
        assert absence.get(PATH, **reader).status_code == 403

    @pytest.mark.parametrize(("path", "content", "expected"), [
        ("/v1/policies/P-9/employee-imports", None, (404, "policy.not_found")), (PATH, "", (422, "import.empty")),
        (PATH, "a;b;c\n1;2;3", (422, "import.columns_missing"))])
    def test_refuses_what_it_cannot_take(self, absence: Service, anna: str, path: str, content: str | None,
                                         expected: Any) -> None:
        answer = send(absence, file_of(1) if content is None else content, path)

        assert (answer.status_code, answer.json["code"]) == expected
