"""Decide on a month that the rule table put before people, or take a decision back before it is paid (CL9, CL10)."""
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.claims import store
from services.claims.domain.claim.approval import Exceptional, needs_second, rule_table
from services.claims.domain.claim.month_status import (
    Act,
    Asked,
    MonthStatus,
    Refusing,
    advance,
    refuse_same_person,
)
from services.claims.store.claim.month_claims import By, MonthClaim, get_month_claim, note_act
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.kernel.refusals import Conflict, RuleViolated, ensure_version


class Decision(StrEnum):
    """What a person decides.

    :cvar SEND_BACK: by the second person, with a note
    :cvar REOPEN: takes an approval or refusal back, with a note
    :cvar REVIEWED: a month of the sample was seen
    """

    APPROVE = "APPROVE"
    ASK = "ASK"
    REFUSE = "REFUSE"
    SEND_BACK = "SEND_BACK"
    REOPEN = "REOPEN"
    REVIEWED = "REVIEWED"


ACTS = {Decision.ASK: (Act.ASKED, MonthStatus.WAITING), Decision.REFUSE: (Act.REFUSED, MonthStatus.REFUSED),
        Decision.SEND_BACK: (Act.SENT_BACK, MonthStatus.TO_JUDGE), Decision.REOPEN: (Act.REOPENED, MonthStatus.TO_JUDGE),
        Decision.REVIEWED: (Act.REVIEWED, MonthStatus.APPROVED)}
"""The act of each decision and the state after it; an approval leads to one of two states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDecision:
    """A decision with what goes with it.

    :ivar reason: needed to refuse
    :ivar asked, waiting_until: needed to ask for data
    :ivar note: needed to send back and to reopen; of a refusal and a question the employer reads it
    """

    decision: Decision
    reason: Refusing | None = None
    asked: Asked | None = None
    waiting_until: date | None = None
    note: str | None = None


class AlreadyBooked(Conflict):
    """A run booked the month; it can only be corrected."""


def decide_month(session: Session, *, actor: Actor, claim_number: str, command: MonthDecision,
                 version: int | None = None) -> MonthClaim:
    """Change the state of a claim and keep who did it and why.

    :raises NotFound: ``month_claim.not_found``
    :raises Stale: if the claim changed since `version`, by a new calculation for example
    :raises MonthTransitionNotAllowed, SamePersonTwice, AlreadyBooked: if the state does not allow it
    :raises RuleViolated: ``input.required``, ``month_claim.wage_missing``, ``month_claim.waiting_until``
    """
    store.lock_employee(session, get_month_claim(session, claim_number).employee_id)
    claim = get_month_claim(session, claim_number, lock=True)
    session.refresh(claim)
    ensure_version(version, claim.row_version)
    _refuse_incomplete(command, today=session.clock.today())
    act, to = _approval(claim, actor) if command.decision is Decision.APPROVE else ACTS[command.decision]
    before, claim.status = claim.status, advance(claim.status, act, to)
    if command.decision is Decision.REOPEN:
        _refuse_booked(session, claim)
    _keep(claim, command, actor, before)
    claim.row_version, claim.decided_at = claim.row_version + 1, session.clock.now()
    session.add(note_act(claim, act, claim.decided_at, By(
        account_id=actor.account_id, reasons=[code for code in (command.reason, command.asked) if code], note=command.note)))
    return claim


def _refuse_incomplete(command: MonthDecision, *, today: date) -> None:
    if command.decision is Decision.REFUSE and command.reason is None:
        raise RuleViolated("input.required", "Kies een reden voor de afwijzing.", field="reason")
    if command.decision in (Decision.SEND_BACK, Decision.REOPEN) and command.note is None:
        raise RuleViolated("input.required", "Schrijf waarom.", field="note")
    if command.decision is Decision.ASK:
        if command.asked is None:
            raise RuleViolated("input.required", "Kies welke gegevens u nodig hebt.", field="asked")
        if command.waiting_until is None or command.waiting_until <= today:
            raise RuleViolated("month_claim.waiting_until", "Kies een dag na vandaag waarop de claim terugkomt.",
                               field="waiting_until")


def _approval(claim: MonthClaim, actor: Actor) -> tuple[Act, MonthStatus]:
    """The first approval of a large amount leads to another person."""
    if Exceptional.WAGE_MISSING in claim.reasons:
        raise RuleViolated("month_claim.wage_missing", "U kunt nog geen akkoord geven: het loon ontbreekt.", field="decision")
    if claim.status == MonthStatus.SECOND_APPROVAL:
        refuse_same_person(claim.first_approved_by, actor.account_id)
    elif needs_second(claim.to_pay, rule_table()):
        return Act.APPROVED, MonthStatus.SECOND_APPROVAL
    return Act.APPROVED, MonthStatus.APPROVED


def _refuse_booked(session: Session, claim: MonthClaim) -> None:
    booked = store.sum_bookings(session, [claim.composite_id]).get((claim.composite_id, claim.month))
    if booked is not None and booked == claim.amount != ZERO:
        raise AlreadyBooked("month_claim.already_booked",
                            "Deze maand zit al in een betaalronde. Een wijziging gaat met een correctie.", field="decision")


def _keep(claim: MonthClaim, command: MonthDecision, actor: Actor, before: MonthStatus) -> None:
    claim.refused_because = command.reason if claim.status == MonthStatus.REFUSED else None
    is_waiting = claim.status == MonthStatus.WAITING
    claim.asked, claim.waiting_until = (command.asked, command.waiting_until) if is_waiting else (None, None)
    if claim.status == MonthStatus.SECOND_APPROVAL:
        claim.first_approved_by = actor.account_id
    elif before == MonthStatus.SECOND_APPROVAL and claim.status == MonthStatus.TO_JUDGE:
        claim.first_approved_by = None
    claim.is_sampled = False
