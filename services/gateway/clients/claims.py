"""Benefits, payments and forecasts."""
from services.gateway.clients.service import Json, ServiceClient


class ClaimsClient(ServiceClient):
    """Calls the claims service."""

    service = "claims"

    def list_benefits(self, *, absence_number: str = "", employee_id: str = "", month: str = "") -> list[Json]:
        """The latest calculation of each month."""
        return self.items("/benefits", absenceNumber=absence_number, employeeId=employee_id, month=month)

    def list_coming_payments(self) -> list[Json]:
        """What the next run will bring."""
        return self.items("/coming-payments")

    def forecast(self, report: Json, *, key: str) -> Json:
        """What a sick report would pay, and when; writes nothing."""
        return dict(self.post("/forecasts", report, key=key))
