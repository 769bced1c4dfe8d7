"""Client of the claims service: benefits, payments and forecasts."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class ClaimsClient(ServiceClient):
    """Calls the claims service."""

    service = "claims"

    def list_benefits_of(self, absence_number: str) -> list[Json]:
        """The latest calculation of each month of one case, newest first; a case has fewer months than a page."""
        return list(self.get("/benefits", absenceNumber=absence_number, order="newest", limit=PAGE_SIZE)["items"])

    def list_benefits(self, *, month: str, cursor: str) -> Json:
        """A page of the latest calculation of each month, newest first: items, and the cursor of the next page."""
        return dict(self.get("/benefits", month=month, order="newest", cursor=cursor, limit=PAGE_SIZE))

    def get_coming_total(self) -> Json:
        """What the employer will receive in the next run: pay date, amount, number of cases."""
        return dict(self.get("/coming-payments/total"))

    def forecast(self, report: Json, *, key: str) -> Json:
        """Forecast the benefit of a sick report; writes nothing."""
        return dict(self.post("/forecasts", report, key=key))

    def forecast_case(self, absence_number: str, *, supposed: Json | None = None, months: int, key: str) -> Json:
        """Forecast the coming months of a case, with a supposed change also the amounts before it; writes nothing.

        :param supposed: a `recovery` or a `withdrawal`
        """
        return dict(self.post(f"/claims/{absence_number}/forecasts", {"months": months, **(supposed or {})}, key=key))

    def get_income_effects(self, absence_number: str) -> Json:
        """What sickness does to the income of the employee, if nothing changes."""
        return dict(self.get(f"/claims/{absence_number}/income-effects"))

    def get_income_sheet(self, absence_number: str) -> bytes:
        """The same as a PDF for the employee."""
        return self.get_file(f"/claims/{absence_number}/income-effect-sheet")

    def list_wage_judgements(self, *, status: str, cursor: str) -> Json:
        """A page of the wages recorded after a report, oldest first; an empty status for all."""
        return dict(self.get("/wage-judgements", status=status, cursor=cursor, limit=PAGE_SIZE))

    def judge_wage(self, judgement_id: str, decision: Json, *, key: str, version: int | None) -> Json:
        """Accept or reject a wage with a reason."""
        return dict(self.post(f"/wage-judgements/{judgement_id}/decision", decision, key=key, version=version))

    def list_legal_aid_requests(self, *, cursor: str) -> Json:
        """A page of the employer's requests for legal aid, or of all for staff, latest first."""
        return dict(self.get("/legal-aid-requests", cursor=cursor, limit=PAGE_SIZE))

    def request_legal_aid(self, asked: Json, *, key: str) -> Json:
        """Request legal aid."""
        return dict(self.post("/legal-aid-requests", asked, key=key))
