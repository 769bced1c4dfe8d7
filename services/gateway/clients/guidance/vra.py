"""Client of casework's API of notices to VRA and of its questions."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class VraClient(ServiceClient):
    """Calls casework about what VRA, Perspectief and the employer share."""

    service = "casework"

    def get_case(self, absence_number: str) -> Json:
        """What is shared about a case."""
        return dict(self.get(f"/dossiers/{absence_number}/vra"))

    def notify(self, absence_number: str, notice: Json, *, key: str, version: int | None) -> None:
        """Inform or consult VRA."""
        self.post(f"/dossiers/{absence_number}/vra-notices", notice, key=key, version=version)

    def act_on_notice(self, absence_number: str, notice_id: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Answer or close a notice: answer or closing."""
        self.post(f"/dossiers/{absence_number}/vra-notices/{notice_id}/{what}", body, key=key, version=version)

    def ask(self, absence_number: str, question: Json, *, key: str, version: int | None) -> None:
        """Ask one of the three addressees for information."""
        self.post(f"/dossiers/{absence_number}/information-requests", question, key=key, version=version)

    def inform(self, absence_number: str, request_id: str, body: Json, *, key: str, version: int | None) -> None:
        """Answer a question of VRA."""
        self.post(f"/dossiers/{absence_number}/information-requests/{request_id}/answer", body, key=key, version=version)

    def list_waiting(self, which: str, *, cursor: str = "", limit: int = PAGE_SIZE) -> Json:
        """A page of what waits at VRA or because of VRA: NOTICES, REQUESTS or ORDERS."""
        return dict(self.get("/vra-worklist", list=which, cursor=cursor, limit=limit))
