"""Documents that are written in the portal: their sections as data, who signs them, and what the law wants in them.

The action plan: R-131…R-133, Regeling procesgang art. 4 lid 2-3; the evaluations: lid 2b; the opinions: art. 6 lid 1.
"""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.casework.domain.documents.kinds import DocumentKind
from services.casework.domain.plan.milestone import Code, Party
from shared.kernel.refusals import Conflict, Forbidden, NotFound, RuleViolated, Several

Texts = Mapping[str, str | Sequence[str]]
"""What is written, by the name of the section; the texts of a list, or one text."""


class Shape(StrEnum):
    """What a section takes."""

    TEXT = "TEXT"
    LIST = "LIST"
    DAY = "DAY"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document.

    :ivar title: Dutch, for people
    :ivar missing: what to do about a mandatory section without text; None for an optional one
    """

    name: str
    title: str
    missing: str | None
    shape: Shape = Shape.TEXT

    @property
    def is_mandatory(self) -> bool:
        """Whether it needs text."""
        return self.missing is not None


@dataclass(frozen=True, slots=True)
class Form:
    """A document that can be written.

    :ivar signers: who must agree before it is a document of the case
    :ivar step: the step of the plan that it completes, by the part of each signer
    """

    sections: tuple[Section, ...]
    signers: tuple[Party, ...]
    step: Code | None = None


BOTH = (Party.EMPLOYER, Party.EMPLOYEE)
VISIONS = (Section("employer_vision", "Visie van de werkgever", "Leg de visie van de werkgever vast."),
           Section("employee_vision", "Visie van de werknemer", "Leg de visie van de werknemer vast."))
COURSE = Section("course", "Verloop tot nu toe", "Beschrijf het verloop tot nu toe.")
AGREEMENTS = Section("agreements", "Afspraken voor de komende tijd", "Leg vast wat u afspreekt.", Shape.LIST)
POSSIBILITIES = Section("possibilities", "Wat kan iemand in het werk, en wat niet", "Beschrijf de mogelijkheden in het werk.")
PROGNOSIS = Section("prognosis", "Verwacht verloop", "Beschrijf het verwachte verloop.")
SUITABLE_WORK = Section("suitable_work", "Passend werk", "Geef een oordeel over passend werk.")
RELATION = Section("relation", "Arbeidsrelatie", "Geef een oordeel over de arbeidsrelatie.")
ADVICE = Section("advice", "Advies", None)

FORMS: Mapping[DocumentKind, Form] = {
    DocumentKind.ACTION_PLAN: Form((
        Section("contact_agreements", "Afspraken over contact", "Leg vast hoe u contact houdt.", Shape.LIST),
        Section("resumption_agreements", "Afspraken over werkhervatting", None, Shape.LIST),
        Section("activities", "Activiteiten, met doel en termijn", "Leg vast welke activiteiten u afspreekt.", Shape.LIST),
        Section("evaluation_on", "Wanneer u het plan evalueert", "Leg vast wanneer u het plan evalueert.", Shape.DAY),
        Section("contact_person", "Casemanager", "Noem de casemanager."), *VISIONS), BOTH, Code.M04),
    DocumentKind.PLAN_ADJUSTMENT: Form((
        Section("adjustments", "Wat verandert aan het plan", "Leg vast wat verandert.", Shape.LIST), *VISIONS), BOTH),
    DocumentKind.PROGRESS_EVALUATION: Form((COURSE, AGREEMENTS, *VISIONS), BOTH, Code.M05),
    DocumentKind.FIRST_YEAR_EVALUATION: Form((
        COURSE, Section("second_year", "Plannen voor het tweede jaar", "Leg de plannen voor het tweede jaar vast."), *VISIONS),
        BOTH, Code.M09),
    DocumentKind.FINAL_EVALUATION: Form((COURSE, *VISIONS), BOTH, Code.M14),
    DocumentKind.JOB_DESCRIPTION: Form((
        Section("business", "Bedrijf", "Beschrijf het bedrijf."), Section("job", "Functie", "Beschrijf de functie."),
        Section("skills", "Bekwaamheden", "Beschrijf de bekwaamheden van de werknemer.")), (Party.EMPLOYER,)),
    DocumentKind.EMPLOYER_OPINION: Form((RELATION, SUITABLE_WORK), (Party.EMPLOYER,)),
    DocumentKind.EMPLOYEE_OPINION: Form((
        Section("opinion", "Oordeel van de werknemer", "Leg het oordeel van de werknemer vast."),), (Party.EMPLOYEE,)),
    DocumentKind.PROBLEM_ANALYSIS: Form((POSSIBILITIES, PROGNOSIS, ADVICE), (Party.COMPANY_DOCTOR,), Code.M03),
    DocumentKind.DOCTOR_REVIEW: Form((POSSIBILITIES, PROGNOSIS, ADVICE), (Party.COMPANY_DOCTOR,), Code.M05B),
    DocumentKind.FIRST_YEAR_OPINION: Form((POSSIBILITIES, PROGNOSIS, ADVICE), (Party.COMPANY_DOCTOR,), Code.M08),
    DocumentKind.CURRENT_OPINION: Form((RELATION, POSSIBILITIES, PROGNOSIS, SUITABLE_WORK), (Party.COMPANY_DOCTOR,), Code.M13),
}

SECTIONS: Mapping[str, Section] = {section.name: section for form in FORMS.values() for section in form.sections}
"""Every section by its name."""


class StatementStatus(StrEnum):
    """How far a document is (R-038)."""

    DRAFT = "DRAFT"
    ONE_SIDED = "ONE_SIDED"
    COMPLETE = "COMPLETE"


class StatementRefused(RuleViolated):
    """The document cannot be written in this way."""


class StatementSigned(Conflict):
    """The text was signed by somebody, or by this party."""


class NotASigner(Forbidden):
    """The document is not the actor's to sign."""

    def __init__(self) -> None:
        super().__init__("statement.not_yours_to_sign", "Dit document ondertekent iemand anders.")


class StatementNotFound(NotFound):
    """The case has no such text."""

    def __init__(self) -> None:
        super().__init__("statement.not_found", "Deze tekst bestaat niet.")


def form_of(kind: DocumentKind) -> Form:
    """The form of a kind.

    :raises StatementRefused: ``statement.kind`` for a kind that is only uploaded
    """
    if kind not in FORMS:
        raise StatementRefused("statement.kind", "Dit document kunt u hier niet schrijven. Voeg het toe als bestand.",
                               field="kind")
    return FORMS[kind]


def check_texts(kind: DocumentKind, texts: Texts) -> None:
    """Refuse a document without all mandatory sections, or with one of another kind, naming each (R-133).

    :raises Several: with a StatementRefused for each, such as ``action_plan.contact_agreements_required``
    """
    form = form_of(kind)
    known = {section.name for section in form.sections}
    refusals = [StatementRefused(f"{kind.lower()}.{section.name}_required", section.missing, field=section.name)
                for section in form.sections if section.missing and not texts.get(section.name)]
    refusals += [StatementRefused("statement.section_unknown", "Dit onderdeel hoort niet bij dit document.", field=name)
                 for name, text in texts.items() if text and name not in known]
    if refusals:
        raise Several([*refusals])


def check_evaluation(texts: Texts, *, today: date) -> None:
    """Refuse to plan an evaluation in the past.

    :raises StatementRefused: ``action_plan.evaluation_past``
    """
    evaluation_on = texts.get("evaluation_on")
    if isinstance(evaluation_on, str) and date.fromisoformat(evaluation_on) < today:
        raise StatementRefused("action_plan.evaluation_past", "De evaluatie ligt in het verleden.", field="evaluation_on")


def status_of(form: Form, signed: Mapping[Party, date]) -> StatementStatus:
    """Whether nobody, one party or all have signed."""
    missing = [party for party in form.signers if party not in signed]
    if not missing:
        return StatementStatus.COMPLETE
    return StatementStatus.ONE_SIDED if len(missing) < len(form.signers) else StatementStatus.DRAFT


def check_signer(form: Form, party: Party, signed: Mapping[Party, date]) -> None:
    """Refuse a signature of somebody else, or a second one.

    :raises NotASigner: for a party who need not sign
    :raises StatementSigned: ``statement.already_signed``
    """
    if party not in form.signers:
        raise NotASigner
    if party in signed:
        raise StatementSigned("statement.already_signed", "Dit is al ondertekend.")
