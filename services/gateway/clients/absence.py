"""Client of the absence service: employees, sick reports and recoveries."""
from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import quote

from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient

ROWS_A_PAGE = 100
IDS_A_REQUEST = 75
"""Ids of 36 characters in one address; the services accept addresses of 4,094 characters."""
LATEST_ABSENCES = 10
"""Of each employee in a list; more are on his page."""

MOST_ABSENCES = 500
"""That the service gives in one answer."""


class AbsenceClient(ServiceClient):
    """Calls the absence service."""

    service = "absence"

    def list_employees(self, *, search: str, in_service_on: date | None, cursor: str, limit: int) -> Json:
        """A page of the employees by name: items, and the cursor of the next page.

        :param in_service_on: only those in service on this day
        """
        return dict(self.get("/employees", order="name", search=search, cursor=cursor, limit=limit,
                             inServiceOn=in_service_on.isoformat() if in_service_on else None))

    def list_employees_of_group(self, *, search: str, group: str | None, order: str, cursor: str, limit: int) -> Json:
        """A page of the employees with their status: items, and the cursor of the next page."""
        return dict(self.get("/employees", search=search, group=group, order=order, cursor=cursor, limit=limit))

    def get_employee_file(self, kind: str, *, search: str, group: str | None, order: str) -> bytes:
        """The employees as a file, csv or xlsx."""
        return self.get_file(f"/employees/export.{kind}", search=search, group=group, order=order)

    def find_employees(self, employee_ids: Sequence[str]) -> list[Json]:
        """The employees with these ids."""
        return [found for start in range(0, len(employee_ids), IDS_A_REQUEST) for found in self.get(
            "/employees", employeeId=employee_ids[start:start + IDS_A_REQUEST], limit=IDS_A_REQUEST)["items"]]

    def get_employee(self, employee_id: str) -> Json:
        """One employee with wages."""
        return dict(self.get(f"/employees/{employee_id}"))

    def add_employee(self, employee: Json, *, key: str) -> Json:
        """Add an employee."""
        return dict(self.post("/employees", employee, key=key))

    def send_employees(self, file: bytes, *, key: str) -> Json:
        """A file of employees; nothing is taken before somebody looked at its columns."""
        return dict(self.post_file("/employee-imports?review=true", file, key=key))

    def send_application(self, policy_number: str, file: bytes, *, wage_period: str, key: str) -> Json:
        """A file of employees that an employer supplied with the application."""
        query = f"?wagePeriod={wage_period}" if wage_period else ""
        return dict(self.post_file(f"/policies/{quote(policy_number, safe='')}/employee-imports{query}", file, key=key))

    def list_applications(self, policy_number: str, *, limit: int) -> list[Json]:
        """The latest files that the visitor sent for the employer of a policy."""
        return list(self.get(f"/policies/{quote(policy_number, safe='')}/employee-imports", limit=limit)["items"])

    def list_imports(self, *, limit: int) -> list[Json]:
        """The latest files."""
        return list(self.get("/employee-imports", limit=limit)["items"])

    def get_import(self, import_id: str) -> Json:
        """How far a file is."""
        return dict(self.get(f"/employee-imports/{import_id}"))

    def list_import_rows(self, import_id: str, *, result: str | None, cursor: str) -> Json:
        """A page of the rows of a file, or of those with one result."""
        return dict(self.get(f"/employee-imports/{import_id}/rows", result=result, cursor=cursor, limit=ROWS_A_PAGE))

    def get_refused_rows(self, import_id: str) -> bytes:
        """The rows that were refused, as a CSV file."""
        return self.get_file(f"/employee-imports/{import_id}/refused-rows")

    def answer_wage_period(self, import_id: str, wage_period: str, *, key: str, version: int | None) -> Json:
        """Say whether the wages of a file are per month or per year."""
        return dict(self.post(f"/employee-imports/{import_id}/wage-period", {"wage_period": wage_period}, key=key,
                              version=version))

    def get_columns(self, import_id: str) -> list[Json]:
        """The columns of a file with what each is read as, and examples."""
        return list(self.get(f"/employee-imports/{import_id}/columns")["columns"])

    def choose_columns(self, import_id: str, fields: list[str | None], wage_period: str | None, *, key: str,
                       version: int | None) -> Json:
        """Say what each column of a file is."""
        return dict(self.post(f"/employee-imports/{import_id}/columns", {"fields": fields, "wage_period": wage_period}, key=key,
                              version=version))

    def edit_employee(self, employee_id: str, changes: Json, *, key: str, version: int | None) -> Json:
        """Change the data of an employee."""
        return dict(self.patch(f"/employees/{employee_id}", changes, key=key, version=version))

    def list_changes(self, employee_id: str, *, cursor: str) -> Json:
        """A page of the history of an employee, latest first: items, and the cursor of the next page."""
        return dict(self.get(f"/employees/{employee_id}/history", cursor=cursor, limit=PAGE_SIZE))

    def withdraw_change(self, employee_id: str, change_id: str, *, key: str, version: int | None) -> Json:
        """Take back a change."""
        return dict(self.post(f"/employees/{employee_id}/history/{change_id}/withdrawal", {}, key=key, version=version))

    def withdraw_wage(self, employee_id: str, valid_from: str, *, key: str, version: int | None) -> Json:
        """Withdraw the wage that starts on a day."""
        return dict(self.post(f"/employees/{employee_id}/wages/withdrawals", {"valid_from": valid_from}, key=key,
                              version=version))

    def change_wage(self, employee_id: str, wage: Json, *, key: str, version: int | None) -> Json:
        """Change wage or hours from a day."""
        return dict(self.post(f"/employees/{employee_id}/wages", wage, key=key, version=version))

    def report_departure(self, employee_id: str, departure: Json, *, key: str, version: int | None) -> None:
        """Record the last day in service."""
        self.post(f"/employees/{employee_id}/departures", departure, key=key, version=version)

    def withdraw_departure(self, employee_id: str, *, key: str, version: int | None) -> None:
        """Take back the last day in service."""
        self.post(f"/employees/{employee_id}/departures/withdrawals", {}, key=key, version=version)

    def list_leaves(self, employee_id: str) -> list[Json]:
        """The leave of an employee, oldest first."""
        return list(self.get(f"/employees/{employee_id}/leaves")["items"])

    def add_leave(self, employee_id: str, leave: Json, *, key: str, version: int | None) -> None:
        """Record leave."""
        self.post(f"/employees/{employee_id}/leaves", leave, key=key, version=version)

    def change_leave(self, employee_id: str, leave_id: str, leave: Json, *, version: int | None) -> None:
        """Change the kind or the days of leave."""
        self.put(f"/employees/{employee_id}/leaves/{leave_id}", leave, version=version)

    def withdraw_leave(self, employee_id: str, leave_id: str, *, key: str, version: int | None) -> None:
        """Withdraw leave."""
        self.post(f"/employees/{employee_id}/leaves/{leave_id}/withdrawals", {}, key=key, version=version)

    def list_disputes(self, *, employee_id: str | None = None, only_open: bool) -> list[Json]:
        """Disputes of employees' data, newest first."""
        return list(self.get("/data-disputes", employeeId=employee_id, open="true" if only_open else "false")["items"])

    def settle_dispute(self, dispute_id: str, settlement: Json, *, key: str, version: int | None) -> None:
        """Settle a dispute of an employee's data."""
        self.post(f"/data-disputes/{dispute_id}/settlement", settlement, key=key, version=version)

    def list_campaigns(self) -> list[Json]:
        """The January rounds, latest first."""
        return list(self.get("/data-campaigns")["items"])

    def list_campaign_employees(self, year: int, *, changed: bool, cursor: str, limit: int) -> Json:
        """A page of the employees whose data a January round asks for: items, and the cursor of the next page."""
        return dict(self.get(f"/data-campaigns/{year}/employees", changed="true" if changed else "false", cursor=cursor,
                             limit=limit))

    def find_campaign_employees(self, year: int, employee_ids: Sequence[str]) -> list[Json]:
        """The employees with these ids, as the January round shows them."""
        return [found for start in range(0, len(employee_ids), IDS_A_REQUEST) for found in self.get(
            f"/data-campaigns/{year}/employees", employeeId=employee_ids[start:start + IDS_A_REQUEST],
            limit=IDS_A_REQUEST)["items"]]

    def submit_january_data(self, year: int, changes: Json, *, key: str) -> None:
        """Confirm all data, with the wages and hours that change on 1 January."""
        self.post(f"/data-campaigns/{year}/submissions", changes, key=key)

    def count_employees(self, search: str = "") -> dict[str, int]:
        """How many employees a search finds: all, and by group."""
        return dict(self.get("/employees/count", search=search))

    def list_open_absences(self, *, limit: int) -> Json:
        """Open absences, oldest first: items, and a cursor if there are more."""
        return dict(self.get("/absences", status="OPEN", limit=limit))

    def search_open_absences(self, *, search: str, cursor: str, limit: int) -> Json:
        """A page of the open absences of employees who match, newest first: items, and the cursor of the next page."""
        return dict(self.get("/absences", status="OPEN", order="newest", search=search, cursor=cursor, limit=limit))

    def find_open_absences(self, employee_ids: Sequence[str]) -> list[Json]:
        """The open absences of at most `IDS_A_REQUEST` employees, one of each."""
        return self._absences_of(employee_ids, status="OPEN", limit=IDS_A_REQUEST)

    def find_latest_absences(self, employee_ids: Sequence[str]) -> list[Json]:
        """The latest absences of at most 50 employees, `LATEST_ABSENCES` of each."""
        return self._absences_of(employee_ids, latestOfEach=LATEST_ABSENCES, limit=MOST_ABSENCES)

    def _absences_of(self, employee_ids: Sequence[str], **params: str | int) -> list[Json]:
        return list(self.get("/absences", employeeId=employee_ids, **params)["items"]) if employee_ids else []

    def list_absences_of(self, employee_id: str, *, cursor: str = "") -> Json:
        """A page of the absences of an employee, newest first: items, and the cursor of the next page."""
        return dict(self.get("/absences", employeeId=employee_id, order="newest", cursor=cursor, limit=PAGE_SIZE))

    def get_absence(self, absence_number: str) -> Json:
        """One absence with its mutations."""
        return dict(self.get(f"/absences/{absence_number}"))

    def list_history(self, absence_number: str) -> list[Json]:
        """What was recorded about an absence, oldest first."""
        return list(self.get(f"/absences/{absence_number}/history")["items"])

    def report_sick(self, report: Json, *, key: str, handed_in_at: datetime | None = None) -> Json:
        """File a sick report; one that was kept says when it was handed in."""
        return dict(self.post("/sick-reports", report, key=key, handed_in_at=handed_in_at))

    def correct(self, absence_number: str, correction: Json, *, key: str, version: int | None) -> Json:
        """Correct answers of a report."""
        return dict(self.post(f"/absences/{absence_number}/corrections", correction, key=key, version=version))

    def cancel(self, absence_number: str, reason: str, *, key: str, version: int | None) -> None:
        """Withdraw a sick report."""
        self.post(f"/absences/{absence_number}/cancellations", {"reason": reason}, key=key, version=version)

    def withdraw_recovery(self, absence_number: str, *, key: str, version: int | None) -> None:
        """Withdraw a full recovery."""
        self.post(f"/absences/{absence_number}/recoveries/withdrawals", {}, key=key, version=version)

    def withdraw_mutation(self, absence_number: str, mutation_id: str, *, key: str, version: int | None) -> None:
        """Withdraw a partial recovery or a relapse."""
        self.post(f"/absences/{absence_number}/mutations/{mutation_id}/withdrawals", {}, key=key, version=version)

    def report_recovery(self, absence_number: str, recovery: Json, *, key: str, version: int | None) -> Json:
        """Report a full or partial recovery."""
        return dict(self.post(f"/absences/{absence_number}/recoveries", recovery, key=key, version=version))
