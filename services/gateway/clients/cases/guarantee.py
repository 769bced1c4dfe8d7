"""Client of casework's API of wage sanctions."""
from services.gateway.clients.service import Json, ServiceClient


class GuaranteeClient(ServiceClient):
    """Calls casework about UWV's wage sanction in a case."""

    service = "casework"

    def report(self, absence_number: str, sanction: Json, *, key: str, version: int | None) -> None:
        """Report a wage sanction."""
        self.post(f"/dossiers/{absence_number}/wage-sanctions", sanction, key=key, version=version)

    def correct(self, absence_number: str, sanction_id: str, sanction: Json, *, version: int | None) -> None:
        """Correct a reported wage sanction."""
        self.put(f"/dossiers/{absence_number}/wage-sanctions/{sanction_id}", sanction, version=version)

    def act(self, absence_number: str, sanction_id: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Judge the contract terms, shorten, or take back: judgement, shortening or withdrawal."""
        self.post(f"/dossiers/{absence_number}/wage-sanctions/{sanction_id}/{what}", body, key=key, version=version)
