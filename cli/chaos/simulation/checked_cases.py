"""Invariants of cases: one dossier and one claim each, with decisions and plan that follow from the final facts."""
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from cli.chaos.invariants import Finding, ServiceDatabases, doubled, lost, out_of_order
from cli.chaos.simulation.logged import Logged, events_of
from services.absence import store as absence
from services.absence.domain.composition import case_of, memberships
from services.casework import store as casework
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Party
from services.casework.domain.plan.parties import join_parts
from services.casework.domain.plan.planning import plan
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.steps import list_steps_of
from services.claims import store as claims
from services.claims.domain.benefits.cover import why_not_covered
from shared.db.session import Session
from shared.events.casework import CaseOpened, LongTermThreatSet
from shared.events.claims import RecourseOpened, VraOrderIssued
from shared.kernel.vocabulary import AbsenceStatus, ThirdParty


def check(databases: ServiceDatabases, arrived: Sequence[Logged]) -> Iterator[Finding]:
    """Yield findings about dossiers, plans, claims and their side effects."""
    with (databases["absence"].reading() as reports, databases["casework"].reading() as dossiers,
          databases["claims"].reading() as insured):
        yield from _composed(reports)
        for row in reports.scalars(select(absence.Absence).order_by(absence.Absence.absence_number)):
            yield from _dossier(reports, dossiers, row, databases["casework"].clock.today())
            yield from _claim(insured, row)
        yield from _guarantees(dossiers, insured)
    yield from _once(arrived)


def _composed(session: Session) -> Iterator[Finding]:
    for employee in session.scalars(select(absence.Employee)):
        rows = absence.list_absences_of(session, employee.employee_id)
        fresh = memberships([row.spell for row in rows], absence.list_maternity_leaves(session, employee.employee_id))
        for row in rows:
            if row.composite_id != fresh[row.absence_number].composite_id:
                yield out_of_order(f"{row.absence_number} lies in case {row.composite_id}, "
                                   f"not {fresh[row.absence_number].composite_id}")


def _dossier(reports: Session, session: Session, row: absence.Absence, today: date) -> Iterator[Finding]:
    dossier = session.get(casework.Dossier, row.absence_number)
    if dossier is None:
        yield lost(f"{row.absence_number} has no dossier")
        return
    if not dossier.announced:
        yield lost(f"dossier {row.absence_number} was never announced")
    if row.dossier_opened_on != (dossier.opened_on if dossier.announced else None):
        yield out_of_order(f"absence does not know that dossier {row.absence_number} was opened")
    ended = row.status in (AbsenceStatus.RECOVERED, AbsenceStatus.LEFT_SERVICE, AbsenceStatus.CANCELLED)
    if (dossier.closed_reason or None) != (row.status if ended else None):
        yield out_of_order(f"dossier {row.absence_number} is closed by {dossier.closed_reason}, the absence {row.status}")
    file = load_case(session, row.absence_number)
    if not file.is_withdrawn and file.plan(today) != plan(_facts(reports, session, row, file.facts), today=today):
        yield out_of_order(f"the plan of {row.absence_number} is not what its facts say")
    if not file.is_withdrawn and not _is_modelled(session, file, today):
        yield out_of_order(f"the listed steps of {row.absence_number} are not those of its plan")


def _is_modelled(session: Session, file: CaseFile, today: date) -> bool:
    """Whether the read model of steps gives the plan of the case; without risk, basis of a date and reason of a lapse."""
    rows = [replace(step.on(today), lapse=None) for step in list_steps_of(session, file.numbers[0])]
    planned = [replace(step, risk=None, lapse=None, basis=None) for step in file.plan(today)]
    return sorted(rows, key=repr) == sorted(planned, key=repr)


def _facts(session: Session, dossiers: Session, row: absence.Absence, kept: DossierFacts) -> DossierFacts:
    """Return the facts of a plan, with absence's data read from absence instead of the copy."""
    rows = {other.absence_number: other for other in absence.list_absences_of(session, row.employee_id)}
    case = case_of(row.absence_number, [other.spell for other in rows.values()],
                   absence.list_maternity_leaves(session, row.employee_id))
    members = [rows[spell.absence_number] for spell in case.spells if spell.absence_number]
    done: dict[str, list[tuple[Party | None, date]]] = defaultdict(list)
    for one in dossiers.scalars(select(casework.Completion).order_by(casework.Completion.completion_id)):
        if one.absence_number in {member.absence_number for member in members}:
            done[one.code].append((Party(one.party) if one.party else None, one.completed_on))
    return replace(kept, case=case, completions={code: join_parts(parts).completed for code, parts in done.items()},
                   reported_on=members[0].reported_on,
                   later_reports=tuple(member.reported_on for member in members[1:]),
                   end_of_service=members[-1].end_of_service,
                   labour_conflict=any(member.labour_conflict for member in members),
                   safety_net=any(member.safety_net for member in members))


def _claim(session: Session, row: absence.Absence) -> Iterator[Finding]:
    claim = session.get(claims.Absence, row.absence_number)
    if claim is None:
        yield lost(f"{row.absence_number} has no claim")
        return
    if row.status != AbsenceStatus.CANCELLED:
        case = claims.load_case(session, claim.composite_id)
        reason = why_not_covered(case.facts) if case is not None and case.facts is not None else None
        expected = ("REJECTED", reason.value) if reason else ("IN_TREATMENT", None)
        if (claim.claim_status, claim.claim_reason) != expected:
            yield out_of_order(f"claim {row.absence_number} is {claim.claim_status} {claim.claim_reason}, not {expected}")
    known = (row.claim_opened_on is not None, row.claim_rejected_because)
    if claim.claim_status != "NEW" and known != (claim.claim_status == "IN_TREATMENT", claim.claim_reason):
        yield out_of_order(f"absence has claim {row.absence_number} as {known}, it is {claim.claim_status}")
    counts = claim.third_party == ThirdParty.YES and claim.status != AbsenceStatus.CANCELLED
    if counts and session.scalar(select(claims.RecourseFile).where(
            claims.RecourseFile.composite_id == claim.composite_id)) is None:
        yield lost(f"case {claim.composite_id} has a third party and no recourse file")


def _guarantees(dossiers: Session, insured: Session) -> Iterator[Finding]:
    for sanction in dossiers.scalars(select(casework.WageSanction)):
        decided = insured.get(claims.Guarantee, sanction.sanction_id)
        if decided is not None and not decided.is_decided and (sanction.is_assessing or sanction.withdrawn_on):
            continue
        if decided is None or sanction.approved is None:
            yield lost(f"the guarantee of {sanction.absence_number} was not decided, or casework does not know")
        elif (decided.amount, decided.decision == "APPROVED") != (sanction.amount, sanction.approved):
            yield out_of_order(f"the guarantee of {sanction.absence_number} is {decided.amount}, not {sanction.amount}")


def _once(arrived: Sequence[Logged]) -> Iterator[Finding]:
    """Yield findings about events that must be published once per case."""
    published = [f"{type(event).__name__} {event.absence_number}" for event in events_of(arrived, CaseOpened, LongTermThreatSet)]
    published += [f"order for {event.composite_id}" for event in events_of(arrived, VraOrderIssued)]
    published += [f"recourse {event.recourse_id}" for event in events_of(arrived, RecourseOpened)]
    for what, times in Counter(published).items():
        if times > 1:
            yield doubled(f"{what} was published {times} times")
