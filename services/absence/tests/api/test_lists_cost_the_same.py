"""A list of absence costs as many SQL statements for thirty rows as for one."""
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service
from shared.testing.statements import Statements, assert_same_number, count_statements

RIGHTS = ("EMPLOYEE_DATA", "SICK_REPORTS")
MANY = 30
LISTS = ("/v1/employees?limit=100", "/v1/employees?search=vries&limit=100", "/v1/employees?order=name&limit=100",
         "/v1/employees?order=name&inServiceOn=2026-03-02&search=vries&limit=100",
         "/v1/absences?limit=100", "/v1/absences?status=RECOVERED&limit=100", "/v1/absences?order=newest&search=vries&limit=100")
LATEST = "/v1/absences?latestOfEach=1&limit=100&employeeId="


def hire(absence: Service, number: int, employer_id: str = EMPLOYER) -> str:
    """An employee with two wages and a leave."""
    body = {"employee_number": str(number), "first_name": "Bram", "last_name": "Vries", "birth_date": "1990-02-01",
            "employed_from": "2020-01-01", "annual_wage": "41760.00", "contract_hours": "40"}
    employee_id = write(absence, "/v1/employees", body, employer_id)["employee_id"]
    write(absence, f"/v1/employees/{employee_id}/wages", {"valid_from": "2025-01-01", "annual_wage": "42000.00"}, employer_id)
    write(absence, f"/v1/employees/{employee_id}/leaves", {"kind": "PARENTAL", "start": "2025-03-03", "end": "2025-03-07"},
          employer_id)
    return str(employee_id)


def fall_ill(absence: Service, employee_id: str) -> None:
    """An absence of two weeks with a partial recovery on the way."""
    body = {"employee_id": employee_id, "first_sick_day": "2026-02-16", "data_checked": True, "third_party": "NO"}
    number = write(absence, "/v1/sick-reports", body)["absence_number"]
    path = f"/v1/absences/{number}/recoveries"
    write(absence, path, {"kind": "PARTIAL", "effective_on": "2026-02-20", "basis": "OWN_WORK_HOURS", "recovered_pct": "50",
                          "data_checked": True})
    write(absence, path, {"kind": "FULL", "first_fit_day": "2026-03-02", "data_checked": True})


def write(absence: Service, path: str, body: dict, employer_id: str = EMPLOYER) -> dict:
    """A write that is accepted."""
    answer = absence.post(path, body, rights=RIGHTS, employer_id=employer_id)
    assert answer.status_code in (200, 201, 204), answer.text
    return answer.json or {}


def statements_of(absence: Service, path: str, *, rows: int) -> Statements:
    """The statements of a request that returns this number of rows."""
    with count_statements(absence.database) as statements:
        answer = absence.get(path, rights=RIGHTS)
    assert len(answer.json["items"]) == rows, answer.text
    return statements


class TestLists:
    def test_cost_the_same_for_one_row_and_for_thirty(self, absence: Service, anna: str) -> None:
        fall_ill(absence, anna)
        hire(absence, 78, OTHER_EMPLOYER)
        statements_of(absence, LISTS[0], rows=1)  # the first request of a connection also asks the server about itself
        one = [statements_of(absence, path, rows=1) for path in LISTS]
        one.append(statements_of(absence, LATEST + anna, rows=1))
        others = [hire(absence, 100 + number) for number in range(MANY - 1)]
        for employee_id in others:
            fall_ill(absence, employee_id)

        many = [statements_of(absence, path, rows=MANY) for path in (*LISTS, LATEST + "&employeeId=".join([anna, *others]))]

        for few, all_of_them in zip(one, many, strict=True):
            assert_same_number(few, all_of_them)
