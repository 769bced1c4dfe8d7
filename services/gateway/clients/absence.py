"""Client of the absence service: employees, sick reports and recoveries."""
from services.gateway.clients.service import Json, ServiceClient


class AbsenceClient(ServiceClient):
    """Calls the absence service."""

    service = "absence"

    def list_employees(self) -> list[Json]:
        """All employees of the employer."""
        return self.items("/employees")

    def get_employee(self, employee_id: str) -> Json:
        """One employee with wages."""
        return dict(self.get(f"/employees/{employee_id}"))

    def add_employee(self, employee: Json, *, key: str) -> Json:
        """Add an employee."""
        return dict(self.post("/employees", employee, key=key))

    def import_employees(self, csv: bytes, *, key: str) -> Json:
        """Import employees from a file; returns a result per row."""
        return dict(self.post_text("/employees/import", csv, content_type="text/csv", key=key))

    def change_wage(self, employee_id: str, wage: Json, *, key: str, version: int | None) -> Json:
        """Change wage or hours from a day."""
        return dict(self.post(f"/employees/{employee_id}/wages", wage, key=key, version=version))

    def report_departure(self, employee_id: str, departure: Json, *, key: str, version: int | None) -> None:
        """Record the last day in service."""
        self.post(f"/employees/{employee_id}/departures", departure, key=key, version=version)

    def count_employees(self) -> int:
        """Number of employees in service."""
        return int(self.get("/employees/count")["in_service"])

    def list_open_absences(self, *, limit: int) -> Json:
        """Open absences: items, and a cursor if there are more."""
        return dict(self.get("/absences", status="OPEN", limit=limit))

    def list_absences(self) -> list[Json]:
        """All absences of the employer."""
        return self.items("/absences")

    def get_absence(self, absence_number: str) -> Json:
        """One absence with its mutations."""
        return dict(self.get(f"/absences/{absence_number}"))

    def report_sick(self, report: Json, *, key: str) -> Json:
        """File a sick report."""
        return dict(self.post("/sick-reports", report, key=key))

    def report_recovery(self, absence_number: str, recovery: Json, *, key: str, version: int | None) -> Json:
        """Report a full or partial recovery."""
        return dict(self.post(f"/absences/{absence_number}/recoveries", recovery, key=key, version=version))
