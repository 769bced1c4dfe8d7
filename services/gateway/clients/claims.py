"""Client of the claims service: benefits, payments and forecasts."""
from services.gateway.clients.service import Json, ServiceClient


class ClaimsClient(ServiceClient):
    """Calls the claims service."""

    service = "claims"

    def list_benefits(self, *, absence_number: str = "", employee_id: str = "", month: str = "") -> list[Json]:
        """The latest calculation of each month."""
        return self.items("/benefits", absenceNumber=absence_number, employeeId=employee_id, month=month)

    def list_coming_payments(self) -> list[Json]:
        """Expected payments of the next run."""
        return self.items("/coming-payments")

    def forecast(self, report: Json, *, key: str) -> Json:
        """Forecast the benefit of a sick report; writes nothing."""
        return dict(self.post("/forecasts", report, key=key))
