"""Client of the recourse files of claims."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient, ServiceRefused

NOT_FOUND, FORBIDDEN = 404, 403


class RecourseClient(ServiceClient):
    """Reads recourse files and acts in them."""

    service = "claims"

    def list_files(self, *, state: str, cursor: str) -> Json:
        """A page of files, OPEN or ENDED, the first to act on first."""
        return dict(self.get("/recourse-files", state=state, cursor=cursor, limit=PAGE_SIZE))

    def count_files(self) -> Json:
        """How many files are open, wait for a call, are late with it, or lapse within three months."""
        return dict(self.get("/recourse-file-counts"))

    def get_case_file(self, absence_number: str) -> Json:
        """The file of the case of an absence."""
        return dict(self.get(f"/recourse-files/{absence_number}"))

    def find_file(self, absence_number: str) -> Json | None:
        """The same; None without a file, or for a visitor who may not read it."""
        try:
            return self.get_case_file(absence_number)
        except ServiceRefused as refusal:
            if refusal.status not in (FORBIDDEN, NOT_FOUND):
                raise
            return None

    def act(self, absence_number: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Take a step, book a receipt or record an interruption."""
        self.post(f"/recourse-files/{absence_number}/{what}", body, key=key, version=version)

    def record(self, absence_number: str, what: str, body: Json, *, version: int | None) -> None:
        """Replace the liable party or the damage statement."""
        self.put(f"/recourse-files/{absence_number}/{what}", body, version=version)
