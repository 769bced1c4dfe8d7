"""Let a colleague stand in for an absent casemanager or consultant, and end that (features C1)."""
from dataclasses import dataclass
from datetime import date, timedelta

from services.casework import store
from services.casework.domain.guidance.stand_in import AlreadyReplaced, check_roles, check_stand_in
from services.casework.store.staff.reach import guide_together, lock_assignments
from services.casework.store.staff.stand_ins import is_absent
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import NotFound, RuleViolated


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """Who is absent, who stands in, from the first up to and including the last day."""

    absent_id: str
    account_id: str
    first_day: date
    last_day: date


def stand_in(session: Session, *, actor: Actor, command: Replacement) -> store.StandIn:
    """Record who stands in; that colleague then reaches the employers of the absent one as well.

    :raises RuleViolated: see :func:`check_stand_in` and :func:`check_roles`; ``stand_in.unknown_account``,
        ``stand_in.same_account``, ``stand_in.absent_too``, ``stand_in.separate_roles``
    :raises AlreadyReplaced: if somebody stands in on one of these days
    """
    lock_assignments(session)
    check_stand_in(command.first_day, command.last_day, today=session.clock.today())
    if command.absent_id == command.account_id:
        raise RuleViolated("stand_in.same_account", "Niemand vervangt zichzelf.", field="account_id")
    check_roles(_roles(session, command.absent_id, "absent_id"), _roles(session, command.account_id, "account_id"))
    if is_absent(session, command.absent_id, command.first_day, command.last_day):
        raise AlreadyReplaced
    if is_absent(session, command.account_id, command.first_day, command.last_day):
        raise RuleViolated("stand_in.absent_too", "De vervanger is in deze periode zelf afwezig.", field="account_id")
    if guide_together(session, command.absent_id, command.account_id, command.first_day):
        raise RuleViolated("stand_in.separate_roles", "De vervanger begeleidt al een bedrijf van deze collega in de andere rol; "
                                                      "casemanager en consultant zijn twee personen.", field="account_id")
    row = store.StandIn(stand_in_id=new_id(), absent_id=command.absent_id, account_id=command.account_id,
                        first_day=command.first_day, last_day=command.last_day, recorded_at=session.clock.now(),
                        recorded_by=actor.account_id)
    session.add(row)
    session.flush()
    return row


def _roles(session: Session, account_id: str, field: str) -> set[str]:
    member = session.get(store.StaffMember, account_id)
    if member is None or member.blocked:
        raise RuleViolated("stand_in.unknown_account", "Deze medewerker bestaat niet of is geblokkeerd.", field=field)
    held = {"casemanager": member.is_casemanager, "absence_consultant": member.is_consultant}
    return {role for role, is_held in held.items() if is_held}


def end_stand_in(session: Session, *, stand_in_id: str) -> store.StandIn:
    """End a replacement because the colleague is back today; one that is over keeps its last day.

    :raises NotFound: ``stand_in.not_found``
    """
    row = session.get(store.StandIn, stand_in_id, with_for_update=True)
    if row is None:
        raise NotFound("stand_in.not_found", "Deze vervanging bestaat niet.")
    yesterday = session.clock.today() - timedelta(days=1)
    row.last_day = min(row.last_day, max(yesterday, row.first_day - timedelta(days=1)))
    session.flush()
    return row
