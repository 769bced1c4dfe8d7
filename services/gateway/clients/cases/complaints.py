"""Client of casework's API of the complaint desk."""
from services.gateway.clients.service import Json, ServiceClient

COMPLAINTS_A_PAGE = 50


class ComplaintsClient(ServiceClient):
    """Calls casework about complaints."""

    service = "casework"

    def send(self, complaint: Json, *, key: str) -> str:
        """Send a complaint; returns its number."""
        return str(self.post("/complaints", complaint, key=key)["complaint_number"])

    def list_page(self, *, cursor: str, status: str = "") -> Json:
        """A page of the visitor's own complaints, latest first; for a casemanager of all, oldest first; with counts by status."""
        return dict(self.get("/complaints", cursor=cursor, status=status, limit=COMPLAINTS_A_PAGE))

    def get_one(self, number: str) -> Json:
        """A complaint with what happened to it."""
        return dict(self.get(f"/complaints/{number}"))

    def act(self, number: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Handle a complaint: assignment, extension, answer or closing."""
        self.post(f"/complaints/{number}/{what}", body, key=key, version=version)

    def get_figures(self, first: str, last: str) -> Json:
        """The figures of a period, both days included."""
        return dict(self.get("/complaint-figures", **{"from": first, "to": last}))
