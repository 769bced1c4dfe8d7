"""View models of complaints and of the figures of the complaint desk (features N4)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.formatting import as_date, moment, phone

SUBJECTS = {"GUIDANCE": "Begeleiding bij verzuim", "BENEFIT": "Uitkering", "PREMIUM": "Premie of factuur",
            "CONTACT": "Hoe u bent geholpen", "PORTAL": "Dit portaal", "OTHER": "Iets anders"}
STATES = {"RECEIVED": ("Ontvangen", "info"), "ASSIGNED": ("In behandeling", "info"),
          "ANSWERED": ("Beantwoord", "success"), "CLOSED": ("Gesloten", "secondary")}
REASONS = {"INFORMATION_NEEDED": "Wij hebben meer informatie nodig",
           "OTHERS_HEARD": "Wij vragen anderen om hun kant van het verhaal",
           "SENDER_AGREES": "Afgesproken met wie de klacht stuurde"}
OUTCOMES = {"WELL_FOUNDED": "Terecht", "PARTLY_FOUNDED": "Deels terecht", "UNFOUNDED": "Niet terecht",
            "WITHDRAWN": "Ingetrokken"}
ACTS = {"RECEIVE": "Ontvangen en per mail bevestigd", "ASSIGN": "Toegewezen", "EXTEND": "Termijn verlengd",
        "ANSWER": "Beantwoord",
        "WITHDRAW": "Gesloten omdat de klacht is ingetrokken", "CLOSE": "Gesloten"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint with its handling.

    :ivar handler: the name of who handles it; empty for nobody
    :ivar is_late: whether it was to be answered before today, and is not
    """

    number: str
    title: str
    text: str
    company_name: str
    phone: str
    received: str
    status: str
    state: tuple[str, str]
    due_on: date | None
    reason: str
    handler: str
    answer: str
    answered_on: date | None
    outcome: str
    is_late: bool
    version: int

    @classmethod
    def of(cls, listed: Mapping[str, Any], today: date) -> "Complaint":
        """Build from casework's response."""
        body, status = listed["complaint"], str(listed["complaint"]["status"])
        due_on = as_date(body["due_on"])
        return cls(
            number=str(body["complaint_number"]), title=SUBJECTS[body["subject"]], text=str(body["text"]),
            company_name=str(listed.get("company_name") or "–"), phone=phone(body["phone"]), received=moment(body["received_at"]),
            status=status, state=STATES[status], due_on=due_on, reason=REASONS.get(str(body["extension_reason"]), ""),
            handler=str(listed.get("handler_name") or ""), answer=str(body["answer"] or ""),
            answered_on=as_date(body["answered_on"]), outcome=OUTCOMES.get(str(body["outcome"]), ""),
            is_late=status in ("RECEIVED", "ASSIGNED") and due_on is not None and due_on < today, version=int(body["version"]))
