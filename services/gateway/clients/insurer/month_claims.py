"""Client of the claims of months: the work list of Team Claims, one claim, and decisions."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient

Filters = dict[str, str]


class MonthClaimsClient(ServiceClient):
    """Reads and decides claims of months."""

    service = "claims"

    def list_claims(self, tab: str, *, filters: Filters, cursor: str) -> Json:
        """A page of a tab, those to be decided first at the top."""
        return dict(self.get("/month-claims", tab=tab, cursor=cursor, limit=PAGE_SIZE, **filters))

    def count_claims(self, *, filters: Filters) -> Json:
        """The number of claims of each tab."""
        return dict(self.get("/month-claims/counts", **filters))

    def get_claim(self, claim_number: str) -> Json:
        """One claim with its versions, the months of its case and its history."""
        return dict(self.get(f"/month-claims/{claim_number}"))

    def suppose(self, claim_number: str, asked: Filters) -> Json:
        """The month with another wage or recovery; nothing is kept."""
        return dict(self.get(f"/month-claims/{claim_number}/what-if", **asked))

    def decide(self, claim_number: str, decision: Json, *, key: str, version: int | None) -> Json:
        """Approve, ask for data, refuse, send back, reopen, or mark a month of the sample as seen."""
        return dict(self.post(f"/month-claims/{claim_number}/decisions", decision, key=key, version=version))
