"""Client of casework's API of conflicts, warnings and sanctions."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class ConflictClient(ServiceClient):
    """Calls casework about what an employer does when an employee does not cooperate."""

    service = "casework"

    def get_escalation(self, absence_number: str) -> Json:
        """The talks, warnings and sanctions of a case."""
        return dict(self.get(f"/dossiers/{absence_number}/escalation"))

    def act(self, absence_number: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Record an act on a case, such as talks, warnings, sanctions or conflict/mediation."""
        self.post(f"/dossiers/{absence_number}/{what}", body, key=key, version=version)

    def correct_sanction(self, absence_number: str, sanction_id: str, period: Json, *, version: int | None) -> None:
        """Change the days of a sanction."""
        self.put(f"/dossiers/{absence_number}/sanctions/{sanction_id}", period, version=version)

    def list_mediator_requests(self, state: str, *, cursor: str) -> Json:
        """A page of the requests for a mediator: WAITING or ARRANGED."""
        return dict(self.get("/mediator-requests", state=state, cursor=cursor, limit=PAGE_SIZE))
