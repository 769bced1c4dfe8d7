"""Client of casework's API of re-integration costs."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class CostsClient(ServiceClient):
    """Calls casework about activities, declarations and files of invoices."""

    service = "casework"

    def get_costs(self, absence_number: str) -> Json:
        """The activities and declarations of a case."""
        return dict(self.get(f"/dossiers/{absence_number}/costs"))

    def list_undecided(self, what: str, *, cursor: str) -> Json:
        """A page of what waits for the visitor's decision: activities or declarations."""
        return dict(self.get(f"/undecided-{what}", cursor=cursor, limit=PAGE_SIZE))

    def propose(self, absence_number: str, proposal: Json, *, key: str, version: int | None) -> None:
        """Propose an activity."""
        self.post(f"/dossiers/{absence_number}/reintegration-activities", proposal, key=key, version=version)

    def act(self, absence_number: str, activity_id: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Act on an activity: decision, announcement, start or finish."""
        self.post(f"/dossiers/{absence_number}/reintegration-activities/{activity_id}/{what}", body, key=key, version=version)

    def send_invoice(self, absence_number: str, content: bytes, *, key: str) -> str:
        """Keep the file of an invoice; returns its id."""
        return str(self.post_file(f"/dossiers/{absence_number}/invoice-files", content, key=key)["file_id"])

    def get_invoice(self, absence_number: str, file_id: str) -> bytes:
        """The file of an invoice."""
        return self.get_file(f"/dossiers/{absence_number}/invoice-files/{file_id}")

    def declare(self, absence_number: str, declaration: Json, *, key: str, version: int | None) -> None:
        """Declare invoices."""
        self.post(f"/dossiers/{absence_number}/declarations", declaration, key=key, version=version)

    def decide(self, absence_number: str, declaration_id: str, body: Json, *, key: str, version: int | None) -> None:
        """Accept or reject a declaration."""
        self.post(f"/dossiers/{absence_number}/declarations/{declaration_id}/decision", body, key=key, version=version)
