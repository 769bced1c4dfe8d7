"""Client of casework's API of the consultant's first contact."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class ContactsClient(ServiceClient):
    """Calls casework about contacts to make, their clock and whom to call."""

    service = "casework"

    def list_waiting(self, which: str, *, cursor: str) -> Json:
        """A page of one list, DUE, LATE or PAUSED, with the number of rows of each list."""
        return dict(self.get("/contacts", list=which, cursor=cursor, limit=PAGE_SIZE))

    def pause(self, absence_number: str, pause: Json, *, key: str) -> None:
        """Pause the clock."""
        self.post(f"/dossiers/{absence_number}/contact-pauses", pause, key=key)

    def resume(self, absence_number: str, pause_id: str, *, key: str) -> None:
        """Let the clock run again."""
        self.post(f"/dossiers/{absence_number}/contact-pauses/{pause_id}/ending", {}, key=key)

    def list_scores(self, first: str, last: str) -> list[Json]:
        """How often each consultant made the contact in time, in a period with both days included."""
        return list(self.get("/contact-scores", **{"from": first, "to": last})["items"])

    def get_person(self, employer_id: str) -> tuple[Json, int]:
        """Whom to call at an employer, with the version."""
        answer = self._answer("GET", f"/employers/{employer_id}/contact", None, {})
        return dict(answer.json()), int(answer.headers["ETag"].strip('"'))

    def set_person(self, employer_id: str, person: Json, *, version: int | None) -> None:
        """Record whom to call."""
        self.put(f"/employers/{employer_id}/contact", person, version=version)
