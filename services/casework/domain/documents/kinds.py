"""Kinds of documents of a case as data: title, group of the access matrix, and bounds of the date (R-036, domain.md §7.3).

No kind holds a diagnosis: medical data stay in the medical store, and what a doctor adds here is in work terms.
"""
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, Forbidden, NotFound, RuleViolated

MOST_DOCUMENTS = 250
MOST_BYTES = 48_000_000
"""Of the documents of a case together, so that its re-integration report can be put in one file."""


class DocumentKind(StrEnum):
    """What a document is."""

    PROBLEM_ANALYSIS = "PROBLEM_ANALYSIS"
    DOCTOR_REVIEW = "DOCTOR_REVIEW"
    FIRST_YEAR_OPINION = "FIRST_YEAR_OPINION"
    CURRENT_OPINION = "CURRENT_OPINION"
    LABOUR_EXPERT_REPORT = "LABOUR_EXPERT_REPORT"
    ACTION_PLAN = "ACTION_PLAN"
    PLAN_ADJUSTMENT = "PLAN_ADJUSTMENT"
    PROGRESS_EVALUATION = "PROGRESS_EVALUATION"
    FIRST_YEAR_EVALUATION = "FIRST_YEAR_EVALUATION"
    FINAL_EVALUATION = "FINAL_EVALUATION"
    JOB_DESCRIPTION = "JOB_DESCRIPTION"
    EMPLOYER_OPINION = "EMPLOYER_OPINION"
    EMPLOYEE_OPINION = "EMPLOYEE_OPINION"
    SECOND_TRACK_REPORT = "SECOND_TRACK_REPORT"
    SECONDMENT_AGREEMENT = "SECONDMENT_AGREEMENT"
    WARNING = "WARNING"
    CONTRACT = "CONTRACT"
    CONFLICT_POSTPONEMENT = "CONFLICT_POSTPONEMENT"
    VACATION_CONSENT = "VACATION_CONSENT"
    UWV_DECISION = "UWV_DECISION"


@dataclass(frozen=True, slots=True)
class Kind:
    """The properties of a kind.

    :ivar title: Dutch, for people
    :ivar group: group of the access matrix: who adds it and who opens it
    :ivar may_precede: whether it may be older than the absence
    """

    title: str
    group: str
    may_precede: bool = False


DOCTOR, PARTIES, EXPERT = "document_doctor", "document_parties", "document_expert"

KINDS: dict[DocumentKind, Kind] = {
    DocumentKind.PROBLEM_ANALYSIS: Kind("Probleemanalyse", DOCTOR),
    DocumentKind.DOCTOR_REVIEW: Kind("Beoordeling door de bedrijfsarts", DOCTOR),
    DocumentKind.FIRST_YEAR_OPINION: Kind("Oordeel van de bedrijfsarts na het eerste jaar", DOCTOR),
    DocumentKind.CURRENT_OPINION: Kind("Actueel oordeel van de bedrijfsarts", DOCTOR),
    DocumentKind.LABOUR_EXPERT_REPORT: Kind("Rapport van de arbeidsdeskundige", EXPERT),
    DocumentKind.ACTION_PLAN: Kind("Plan van aanpak", PARTIES),
    DocumentKind.PLAN_ADJUSTMENT: Kind("Bijstelling van het plan van aanpak", PARTIES),
    DocumentKind.PROGRESS_EVALUATION: Kind("Tussentijdse evaluatie", PARTIES),
    DocumentKind.FIRST_YEAR_EVALUATION: Kind("Eerstejaarsevaluatie", PARTIES),
    DocumentKind.FINAL_EVALUATION: Kind("Eindevaluatie", PARTIES),
    DocumentKind.JOB_DESCRIPTION: Kind("Bedrijf, functie en bekwaamheden", PARTIES, may_precede=True),
    DocumentKind.EMPLOYER_OPINION: Kind("Oordeel van de werkgever", PARTIES),
    DocumentKind.EMPLOYEE_OPINION: Kind("Oordeel van de werknemer", PARTIES),
    DocumentKind.SECOND_TRACK_REPORT: Kind("Rapportage tweede spoor", PARTIES),
    DocumentKind.SECONDMENT_AGREEMENT: Kind("Detacheringsovereenkomst", PARTIES),
    DocumentKind.WARNING: Kind("Schriftelijke waarschuwing", "sanction"),
    DocumentKind.CONTRACT: Kind("Arbeidsovereenkomst", "document_contract", may_precede=True),
    DocumentKind.CONFLICT_POSTPONEMENT: Kind("Uitstel van de oplossing van een conflict", DOCTOR),
    DocumentKind.VACATION_CONSENT: Kind("Toestemming voor vakantie", "vacation"),
    DocumentKind.UWV_DECISION: Kind("Besluit van UWV", "wage_sanction"),
}


class DocumentRefused(RuleViolated):
    """The document does not fit the case."""


class KindNotYours(Forbidden):
    """The actor may not add or open documents of this kind."""

    def __init__(self) -> None:
        super().__init__("document.kind_not_yours", "Deze soort document is niet voor u.", field="kind")


class DocumentKnown(Conflict):
    """The case has this document already."""

    def __init__(self) -> None:
        super().__init__("document.already_kept", "Dit bestand staat al in het dossier.", field="file")


class CaseFull(Conflict):
    """The documents of the case together are as many or as large as they may be."""

    def __init__(self) -> None:
        super().__init__("document.case_full", "Dit dossier heeft te veel documenten. Haal er eerst een weg.", field="file")


class DocumentNotOwn(Forbidden):
    """The document was added by others."""

    def __init__(self) -> None:
        super().__init__("document.not_own", "Dit document heeft iemand anders toegevoegd. Uw casemanager kan het "
                                                "weghalen.")


class DocumentSealed(Conflict):
    """The document is part of a sealed report."""

    def __init__(self) -> None:
        super().__init__("document.sealed", "Dit document hoort bij een verzegeld verslag en kan niet meer weg.")


class DocumentNotFound(NotFound):
    """The case has no such document, or it was taken back."""

    def __init__(self) -> None:
        super().__init__("document.not_found", "Dit document bestaat niet.")


def check_date(kind: DocumentKind, dated_on: date, *, first_sick_day: date, today: date) -> None:
    """Refuse a date outside the case.

    :raises DocumentRefused: ``document.future_date``, or before the first sick day ``document.before_sick_day``
    """
    if dated_on > today:
        raise DocumentRefused("document.future_date", "De datum ligt in de toekomst.", field="dated_on")
    if dated_on < first_sick_day and not KINDS[kind].may_precede:
        raise DocumentRefused("document.before_sick_day", "De datum ligt voor de eerste ziektedag.", field="dated_on")


def check_room(*, count: int, size: int) -> None:
    """Refuse more documents than a case may have.

    :param size: bytes of all documents with the new one
    :raises CaseFull: above `MOST_DOCUMENTS` or `MOST_BYTES`
    """
    if count > MOST_DOCUMENTS or size > MOST_BYTES:
        raise CaseFull


EMPLOYER = "employer"
"""As whom an employer's accounts add documents."""


def may_withdraw(actor: Actor, *, recorded_as: str) -> bool:
    """Whether an actor who adds this kind may take the document back: an employer's account only one of its own side."""
    return actor.employer_id is None or recorded_as == EMPLOYER
