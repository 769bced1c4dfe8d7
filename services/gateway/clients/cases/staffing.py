"""Client of casework's API of who guides employers."""
from collections.abc import Sequence

from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class StaffingClient(ServiceClient):
    """Calls casework's API of assignments."""

    service = "casework"

    def list_employers(self, *, search: str, without_consultant: bool, cursor: str) -> Json:
        """A page of the employers by company name, or only of those without an active consultant."""
        return dict(self.get("/employers", search=search, withoutConsultant="true" if without_consultant else "",
                             cursor=cursor, limit=PAGE_SIZE))

    def get_employer(self, employer_id: str) -> Json:
        """One employer."""
        return dict(self.get(f"/employers/{employer_id}"))

    def list_casemanagers(self, employer_id: str) -> list[Json]:
        """Who guides an employer, and who did before, oldest first; their number is the version of the list."""
        return list(self.get(f"/employers/{employer_id}/casemanager-assignments")["items"])

    def hand_over(self, employer_id: str, order: Json, *, key: str, version: int | None) -> None:
        """Assign another casemanager."""
        self.post(f"/employers/{employer_id}/casemanager-assignments", order, key=key, version=version)

    def list_staffing(self, employer_id: str) -> list[Json]:
        """The other assignments of an employer, oldest first; their number is the version of the list."""
        return list(self.get(f"/employers/{employer_id}/staffing")["items"])

    def assign(self, employer_id: str, order: Json, *, key: str, version: int | None) -> None:
        """Assign a doctor, labour expert or VRA adviser."""
        self.post(f"/employers/{employer_id}/staffing", order, key=key, version=version)

    def end(self, employer_id: str, staffing_id: str, last_day: str, *, key: str) -> None:
        """Set the last day of an assignment."""
        self.post(f"/employers/{employer_id}/staffing/{staffing_id}/ending", {"valid_until": last_day}, key=key)

    def list_consultants(self) -> list[Json]:
        """The consultants in use, with their doctors and regions."""
        return list(self.get("/consultants")["items"])

    def get_consultant(self, consultant_id: str) -> Json:
        """One consultant; the version is that of the regions."""
        return dict(self.get(f"/consultants/{consultant_id}"))

    def set_regions(self, consultant_id: str, regions: Sequence[str], *, version: int | None) -> None:
        """Replace the regions of a consultant."""
        self.put(f"/consultants/{consultant_id}/regions", {"regions": list(regions)}, version=version)

    def assign_consultant(self, employer_id: str, consultant_id: str, *, key: str, version: int | None) -> None:
        """Assign another consultant from today."""
        self.post(f"/employers/{employer_id}/consultant", {"consultant_id": consultant_id}, key=key, version=version)

    def list_stand_ins(self) -> list[Json]:
        """Who stands in for whom, now or later."""
        return list(self.get("/stand-ins")["items"])

    def stand_in(self, order: Json, *, key: str) -> None:
        """Let a colleague stand in."""
        self.post("/stand-ins", order, key=key)

    def end_stand_in(self, stand_in_id: str, *, key: str) -> None:
        """End a replacement."""
        self.post(f"/stand-ins/{stand_in_id}/ending", {}, key=key)

    def list_protocols(self, employer_id: str) -> list[Json]:
        """The versions of the absence protocol of an employer, latest first."""
        return list(self.get(f"/employers/{employer_id}/absence-protocols")["items"])

    def add_protocol(self, employer_id: str, content: bytes, *, effective_from: str, key: str,
                     version: int | None) -> None:
        """Add a version of the absence protocol; `version` is the number of those that the visitor saw."""
        self.post_file(f"/employers/{employer_id}/absence-protocols", content, key=key, version=version,
                       effectiveFrom=effective_from)

    def open_protocol(self, employer_id: str, protocol_id: str) -> bytes:
        """The content of a version."""
        return self.get_file(f"/employers/{employer_id}/absence-protocols/{protocol_id}")
