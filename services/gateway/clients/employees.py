"""Client of the absence service for changes of employees and their history."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class EmployeesClient(ServiceClient):
    """Calls the absence service about employees."""

    service = "absence"

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
