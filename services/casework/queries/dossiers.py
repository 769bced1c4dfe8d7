"""Views of dossiers: one with its whole plan, lists with next steps."""
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from services.casework import store
from services.casework.domain.guarantee.guarantee import Decision
from services.casework.domain.guarantee.meter import Meter, read_meter
from services.casework.domain.guidance.advice import AdviceKind
from services.casework.domain.guidance.frequent_absence import is_frequent_reporter
from services.casework.domain.plan.milestone import Milestone
from services.casework.queries.documents.documents import title_for
from services.casework.queries.staff.assignments import Guide, list_guides
from services.casework.store.casefiles import CaseFile, load_cases
from services.casework.store.copies import find_employees, find_policies, list_guidance
from services.casework.store.dossiers import get_dossier as get_row
from services.casework.store.guidance import list_advices, list_referrals, list_shared_limitations
from services.casework.store.measures import list_sanctions, list_wage_sanctions, list_warnings
from services.casework.store.plan.open_steps import first_open_steps
from services.casework.store.plan.records import list_efforts
from services.casework.store.staff.delegations import works_under_doctor
from services.casework.store.staff.reach import find_assignments, is_reached
from services.casework.store.vacations import list_vacations
from services.casework.store.vra.notices import list_notices
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.clock import civil_date
from shared.kernel.folding import fold
from shared.web.pages import Page, page

FREQUENT_REPORTER = "FREQUENT_REPORTER"
WAGE_SANCTION_RISK = "WAGE_SANCTION_RISK"
DOCTOR_REVIEW_OVERDUE = "DOCTOR_REVIEW_OVERDUE"
ABSENCE_NUMBER = re.compile(r"V-\d{4}-\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The gatekeeper guarantee of a reported wage sanction; ASSESSING until claims decides."""

    decision: str
    conditions: Sequence[store.WageSanctionCondition]
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSummary:
    """A dossier with the next steps of its composite case.

    :ivar next_step: the step to do first, which may be overdue
    :ivar coming_step: the first step that is due from today on
    :ivar overdue: number of overdue steps
    :ivar flags: FREQUENT_REPORTER (R-097), WAGE_SANCTION_RISK (R-100), DOCTOR_REVIEW_OVERDUE if the doctor reviewed too
        long ago (R-043)
    """

    dossier: store.Dossier
    absence: store.Absence
    employee: store.Employee | None
    team: store.Assignment | None
    policy: store.Policy | None
    file: CaseFile
    today: date
    next_step: Milestone | None
    coming_step: Milestone | None
    overdue: int
    flags: Sequence[str]

    @property
    def status(self) -> str:
        """OPEN or CLOSED."""
        return "CLOSED" if self.dossier.closed_on else "OPEN"

    @property
    def sick_days(self) -> int:
        """Sick days of the composite case until today."""
        return self.file.case.index(self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDetail(DossierSummary):
    """A dossier with its plan and all records of its case.

    :ivar opens_medical_file: whether the actor, a doctor or a consultant, also reaches the medical file
    """

    plan: Sequence[Milestone]
    mutations: Sequence[store.AbsenceMutation]
    warnings: Sequence[store.WrittenWarning]
    sanctions: Sequence[store.Sanction]
    advices: Sequence[store.Advice]
    meter: Meter | None
    wage_sanctions: Sequence[store.WageSanction]
    vra_notices: Sequence[store.VraNotice]
    vacations: Sequence[store.Vacation]
    referrals: Sequence[store.Referral]
    limitations: Sequence[store.SharedLimitations]
    guided_by: Sequence[Guide]
    opens_medical_file: bool
    long_term_threat_on: date | None
    efforts: Sequence[store.Effort]

    @property
    def guarantee(self) -> Guarantee | None:
        """The guarantee of the latest wage sanction, or None."""
        if not self.wage_sanctions:
            return None
        row = self.wage_sanctions[-1]
        decision = {None: Decision.ASSESSING, True: Decision.APPROVED, False: Decision.REJECTED}[row.approved]
        return Guarantee(decision, row.conditions, row.amount)


def get_dossier(session: Session, *, actor: Actor, absence_number: str) -> DossierDetail:
    """One dossier of the actor's employer.

    :raises NotFound: if there is none
    """
    row = get_row(session, absence_number, actor)
    [summary] = _summaries(session, [row], load_cases(session, [row.employee_id]))
    numbers, advices = summary.file.numbers, list_advices(session, summary.file.numbers)
    wage_sanctions = list_wage_sanctions(session, numbers)
    threats = select(store.Dossier.long_term_threat_on).where(
        store.Dossier.absence_number.in_(numbers), store.Dossier.long_term_threat_on.is_not(None))
    return DossierDetail(
        **{field.name: getattr(summary, field.name) for field in fields(summary)}, plan=summary.file.plan(summary.today),
        mutations=list(summary.absence.mutations), warnings=list_warnings(session, numbers),
        sanctions=list_sanctions(session, numbers), advices=advices,
        meter=_meter(session, summary, advices, wage_sanctions), wage_sanctions=wage_sanctions,
        vra_notices=list_notices(session, numbers),
        vacations=list_vacations(session, numbers), referrals=list_referrals(session, numbers),
        limitations=list_shared_limitations(session, numbers),
        guided_by=list_guides(session, employer_id=row.employer_id, case_number=row.case_number),
        opens_medical_file=works_under_doctor(session, actor),
        long_term_threat_on=session.scalar(threats.limit(1)), efforts=list_efforts(session, numbers))


def _meter(session: Session, summary: DossierSummary, advices: Sequence[store.Advice],
           wage_sanctions: Sequence[store.WageSanction]) -> Meter | None:
    """The guarantee meter; None for a withdrawn report."""
    if summary.file.is_withdrawn:
        return None
    guidance = list_guidance(session, summary.dossier.employer_id)
    return read_meter(summary.file.case, summary.file.facts.wage_sanction, guidance=guidance,
                      advices=[row.value for row in advices], today=summary.today,
                      contract_terms_met=wage_sanctions[-1].terms_met if wage_sanctions else None)


def list_dossiers(session: Session, *, actor: Actor, q: str | None, status: str | None, cursor: str | None,
                  limit: int) -> Page[DossierSummary]:
    """Dossiers by number; `q` matches part of a last name, or an absence or employee number."""
    query = select(store.Dossier).where(*is_reached(
        actor, session.clock.today(), employer=store.Dossier.employer_id, case=store.Dossier.case_number))
    if q and ABSENCE_NUMBER.fullmatch(number := q.strip().upper()):
        query = query.where(store.Dossier.absence_number == number)
    elif q:
        query = query.join(store.Case, store.Case.case_number == store.Dossier.case_number).where(or_(
            store.Case.search_name.contains(fold(q), autoescape=True), store.Case.employee_number == q.strip()))
    if status:
        closed = store.Dossier.closed_on
        query = query.where(closed.is_(None) if status == "OPEN" else closed.is_not(None))
    found = page(session, query, key=store.Dossier.absence_number, view=lambda dossier: dossier, cursor=cursor, limit=limit)
    employees = {dossier.employee_id for dossier in found.items}
    return Page(_summaries(session, found.items, load_cases(session, employees, with_recorded=False)), found.next)


def _summaries(session: Session, dossiers: Sequence[store.Dossier], cases: Sequence[CaseFile]) -> list[DossierSummary]:
    """Summaries of dossiers, in one statement per kind of row."""
    today = session.clock.today()
    files = {number: file for file in cases for number in file.numbers}
    employees = find_employees(session, (dossier.employee_id for dossier in dossiers))
    employers = [dossier.employer_id for dossier in dossiers]
    policies, teams = find_policies(session, employers), find_assignments(session, employers, today)
    frequent, at_risk = _frequent_reporters(cases, today), _at_risk(session, files, today)
    steps = first_open_steps(session, (file.numbers[0] for file in files.values()), today)
    return [DossierSummary(
        dossier=dossier, absence=_absence(file, dossier), employee=employees.get(dossier.employee_id), file=file, today=today,
        team=teams.get(dossier.employer_id), policy=policies.get(dossier.employer_id), next_step=steps.next.get(case_number),
        coming_step=steps.coming.get(case_number), overdue=steps.overdue.get(case_number, 0),
        flags=[flag for flag, holds in (
            (FREQUENT_REPORTER, dossier.employee_id in frequent), (WAGE_SANCTION_RISK, case_number in at_risk),
            (DOCTOR_REVIEW_OVERDUE, case_number in steps.late_reviews)) if holds])
        for dossier in dossiers for file in [files[dossier.absence_number]] for case_number in [file.numbers[0]]]


def _frequent_reporters(cases: Sequence[CaseFile], today: date) -> set[str]:
    """The employees who reported sick often; withdrawn reports do not count."""
    reports: dict[str, list[date]] = defaultdict(list)
    for file in cases:
        if not file.is_withdrawn:
            reports[file.absences[0].employee_id] += [absence.first_sick_day for absence in file.absences]
    return {employee_id for employee_id, days in reports.items() if is_frequent_reporter(days, on=today)}


def _at_risk(session: Session, files: Mapping[str, CaseFile], today: date) -> set[str]:
    """The first absences of the cases with an advised sanction that was not imposed."""
    advised = session.scalars(select(store.Advice).where(
        store.Advice.absence_number.in_(files), store.Advice.kind == AdviceKind.SANCTION_ADVISED)).all()
    cases = {row.advice_id: files[row.absence_number].numbers for row in advised}
    imposed = [row for row in list_sanctions(session, sorted({number for numbers in cases.values() for number in numbers}))
               if not row.value.is_withdrawn] if advised else []
    return {cases[row.advice_id][0] for row in advised if row.value.risks_wage_sanction(today, imposed=any(
        each.absence_number in cases[row.advice_id] and civil_date(each.recorded_at) >= row.given_on for each in imposed))}


def _absence(file: CaseFile, dossier: store.Dossier) -> store.Absence:
    return next(absence for absence in file.absences if absence.absence_number == dossier.absence_number)


@dataclass(frozen=True, slots=True)
class NamedReading:
    """An access to a dossier.

    :ivar name: of the reader; None for an employer's account, and for staff unknown by name
    :ivar document: title of the document that was read; None for other parts, and for a kind that is not for the actor
    """

    reading: store.Reading
    name: str | None
    document: str | None


def list_readers(session: Session, *, actor: Actor, absence_number: str) -> Sequence[NamedReading]:
    """Accesses to a dossier, latest first."""
    get_row(session, absence_number, actor)
    query = select(store.Reading, store.StaffMember.name, store.Document.kind).outerjoin(
        store.StaffMember, store.StaffMember.account_id == store.Reading.account_id).outerjoin(
        store.Document, store.Document.document_id == store.Reading.document_id)
    return [NamedReading(reading, name, title_for(actor, kind)) for reading, name, kind in session.execute(
        query.where(store.Reading.absence_number == absence_number).order_by(
            store.Reading.read_at.desc(), store.Reading.reading_id.desc()))]
