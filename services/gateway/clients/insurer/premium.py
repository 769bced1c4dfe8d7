"""Client of billing for premium years and January rounds."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class PremiumClient(ServiceClient):
    """Calls billing's API of premium."""

    service = "billing"

    def get_calculation(self, policy_number: str, year: int) -> Json:
        """One premium year with its calculation per employee."""
        return dict(self.get(f"/policies/{policy_number}/premium-years/{year}"))

    def list_january_rounds(self, year: int, *, state: str, cursor: str) -> Json:
        """A page of the January rounds of a year, in a state if one is given."""
        return dict(self.get("/january-rounds", year=year, state=state, cursor=cursor, limit=PAGE_SIZE))
