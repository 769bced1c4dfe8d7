"""The casemanager proposes a re-integration activity (R-061, R-073…R-076)."""
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.casework import store
from services.casework.domain.costs.activity import (
    ActivityKind,
    Author,
    Goal,
    Grounds,
    ProposalRefused,
    check_grounds,
    first_status,
)
from services.casework.domain.costs.mandate import Decider, decider
from services.casework.domain.vra.notice import NoticeMode
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import NoticeKind

LONGEST_AHEAD = timedelta(days=731)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The activity with its grounds.

    :ivar weeks_saved: weeks of absence that the activity is expected to save
    :ivar advice_id: the advice of a doctor or labour expert on which it rests
    """

    kind: ActivityKind
    goal: Goal
    starts_on: date
    grounds: Grounds
    weeks_saved: int | None = None
    advice_id: str | None = None


def propose_activity(session: Session, *, actor: Actor, absence_number: str, command: Proposal, mandate_limit: Decimal,
                     version: int | None = None) -> store.ReintegrationActivity:
    """Record a proposal; above the mandate it goes to VRA, which is consulted at once.

    :param mandate_limit: in euros; the limit itself is within the mandate
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises ProposalRefused: without its grounds, outside the case, or with an unknown advice
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    cost, benefit = check_grounds(command.grounds)
    numbers = _check_day(session, absence_number, command.starts_on)
    advice = _advice(session, numbers, command.advice_id)
    decided_by = decider(cost, mandate_limit)
    grounds, now = command.grounds, session.clock.now()
    row = store.ReintegrationActivity(
        activity_id=new_id(), absence_number=absence_number, kind=command.kind, goal=command.goal, estimated_cost=cost,
        expected_benefit=benefit, weeks_saved=command.weeks_saved, consulted=sorted(grounds.consulted), note=grounds.note,
        motivation=grounds.motivation, advice_id=command.advice_id, advised_by=_author(session, advice),
        advised_on=advice.given_on if advice else None, starts_on=command.starts_on, decider=decided_by,
        status=first_status(decided_by), recorded_on=session.clock.today(), recorded_at=now, recorded_by=actor.account_id)
    session.add(row)
    session.flush()
    if decided_by is Decider.VRA:
        raise_vra_notice(session, dossier, NoticeKind.COST, row.activity_id, mode=NoticeMode.CONSULT)
    return row


def _check_day(session: Session, absence_number: str, starts_on: date) -> list[str]:
    """Refuse a first day outside the case.

    :returns: the absence numbers of the case
    """
    file = load_case(session, absence_number)
    latest = session.clock.today() + LONGEST_AHEAD
    if starts_on < file.case.first_sick_day or starts_on > latest:
        raise ProposalRefused("activity.outside_case", "De activiteit begint op of na de eerste ziektedag, en binnen twee jaar.",
                              field="starts_on")
    return file.numbers


def _advice(session: Session, numbers: list[str], advice_id: str | None) -> store.Advice | None:
    if advice_id is None:
        return None
    advice = session.get(store.Advice, advice_id)
    if advice is None or advice.absence_number not in numbers:
        raise ProposalRefused("activity.advice_unknown", "Kies een advies uit dit dossier.", field="advice_id")
    return advice


def _author(session: Session, advice: store.Advice | None) -> Author | None:
    """In which role the advice was given."""
    if advice is None:
        return None
    person = session.get(store.StaffMember, advice.given_by)
    if person is not None and person.is_doctor:
        return Author.COMPANY_DOCTOR
    if person is not None and person.is_labour_expert:
        return Author.LABOUR_EXPERT
    return Author.ABSENCE_CONSULTANT if person is not None and person.is_consultant else Author.CASEMANAGER
