"""View models of the medical file and of who reads it."""
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = {"NOTE": "Notitie", "REFERRAL": "Toelichting bij verwijzing", "LIMITATIONS": "Beperkingen en mogelijkheden"}
REFERRED_TO = {"COMPANY_DOCTOR": "Bedrijfsarts", "LABOUR_EXPERT": "Arbeidsdeskundige", "OTHER": "Andere professional"}
REFERRAL_REASONS = {
    "ASSESSMENT_DUE": "Een oordeel is nodig", "CAPACITY_UNCLEAR": "Onduidelijk wat iemand kan",
    "SUITABLE_WORK_UNCLEAR": "Onduidelijk welk werk past", "WORKPLACE_ADJUSTMENT": "Aanpassing van de werkplek",
    "STAGNATION": "Er is geen voortgang", "EMPLOYEE_ASKED": "De werknemer vraagt erom"}
AUTHORS = {"company_doctor": "Bedrijfsarts", "absence_consultant": "Verzuimconsultant"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the medical file.

    :ivar is_corrected: whether a later entry replaces it
    :ivar can_be_shared: whether the employer can still be shown it
    :ivar responsible: the doctor under whom a consultant wrote it; None for a doctor's own
    """

    entry_id: str
    kind: str
    title: str
    text: str
    recorded_at: str
    author: str
    responsible: str | None
    is_correction: bool
    is_corrected: bool
    is_shared: bool
    can_be_shared: bool

    @classmethod
    def of(cls, body: Mapping[str, Any], corrected: Collection[str], shared: Collection[str]) -> "Entry":
        """Build from casework's response.

        :param corrected: ids of the entries that others replace
        :param shared: ids of those that the employer reads
        """
        entry_id, kind = str(body["entry_id"]), str(body["kind"])
        is_corrected, is_shared = entry_id in corrected, entry_id in shared
        author = f"{AUTHORS.get(str(body['author_role']), '')} {body['author_id']}"
        return cls(entry_id, kind, KINDS.get(kind, kind), str(body["text"]), str(body["recorded_at"]), author,
                   None if body["doctor_id"] == body["author_id"] else str(body["doctor_id"]), body.get("corrects") is not None,
                   is_corrected, is_shared, kind == "LIMITATIONS" and not is_corrected and not is_shared)


def entries_of(bodies: Iterable[Mapping[str, Any]], dossier: Mapping[str, Any]) -> list[Entry]:
    """The entries of a file, with what happened to them afterwards."""
    found = list(bodies)
    corrected = {str(body["corrects"]) for body in found if body.get("corrects")}
    shared = {str(each["entry_id"]) for each in dossier.get("limitations") or ()}
    return [Entry.of(body, corrected, shared) for body in found]


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral in words."""

    to: str
    reason: str
    referred_on: str

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Referral":
        """Build from casework's response."""
        return cls(REFERRED_TO.get(body["kind"], body["kind"]), REFERRAL_REASONS.get(body["reason_code"], body["reason_code"]),
                   str(body["referred_on"]))


@dataclass(frozen=True, slots=True)
class Consultant:
    """A consultant, and the delegation in force.

    :ivar name: or else the account
    :ivar doctor: the name of the doctor who gave it, or else the account
    :ivar is_yours: whether the visitor gave it
    """

    account_id: str
    name: str
    delegation_id: str | None
    doctor: str | None
    began_at: str | None
    is_yours: bool

    @classmethod
    def of(cls, body: Mapping[str, Any], visitor_id: str) -> "Consultant":
        """Build from casework's response."""
        return cls(str(body["consultant_id"]), body["name"] or body["consultant_id"], body["delegation_id"],
                   body["doctor_name"] or body["doctor_id"], body["began_at"], body["doctor_id"] == visitor_id)
