"""The main contact names a deputy for a period, or ends the period."""
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from services.identity.domain.accounts.account import OVER
from services.identity.domain.accounts.deputies import check_period, ensure_colleague, ensure_main_contact
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, Deputy, get_account, get_granted, record
from services.identity.usecases.accounts.managing import rights_of_manager
from services.identity.usecases.tokens.revoke_access import revoke_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict, NotFound, ensure_version


class DeputyOverlaps(Conflict):
    """Somebody deputises in a part of the period already."""


class DeputyEnded(Conflict):
    """The period was ended before."""


@dataclass(frozen=True, slots=True)
class NewDeputy:
    """A colleague and a period, both days inclusive."""

    account_id: str
    first: date
    last: date


def name_deputy(session: Session, *, actor: Actor, command: NewDeputy, now: datetime) -> Deputy:
    """Give a colleague all three rights in a period.

    :param now: the machine's time, which tokens use
    :raises NotTheMainContact: for another actor
    :raises PeriodInvalid: for a period that is not allowed
    :raises CannotDeputise: for somebody who is no colleague with access
    :raises DeputyOverlaps: if somebody deputises in a part of the period
    """
    ensure_main_contact(actor.kind)
    rights_of_manager(session, actor)
    get_account(session, actor.account_id, lock=True)
    check_period(command.first, command.last, today=session.clock.today())
    account, grant = get_granted(session, command.account_id, employer_id=actor.employer_id)
    is_usable = grant.is_live(session.clock.today()) and account.lifecycle not in OVER
    ensure_colleague(account.kind, is_live=is_usable)
    _ensure_free(session, actor.employer_id, command)
    deputy = Deputy(id=new_id(), employer_id=grant.employer_id, account_id=account.id, first=command.first, last=command.last,
                    named_by=actor.account_id, named_at=session.clock.now(), version=1)
    session.add(deputy)
    _note(session, account, deputy, actor, now, is_ended=False)
    return deputy


def end_deputy(session: Session, *, actor: Actor, deputy_id: str, version: int | None, now: datetime) -> Deputy:
    """End a period before its last day.

    :param version: the version that the actor read; None skips the check
    :raises NotTheMainContact: for another actor
    :raises DeputyEnded: if it was ended before
    """
    ensure_main_contact(actor.kind)
    rights_of_manager(session, actor)
    deputy = session.get(Deputy, deputy_id, with_for_update=True)
    if deputy is None or deputy.employer_id != actor.employer_id:
        raise NotFound("deputy.unknown", "Deze vervanging bestaat niet.")
    ensure_version(version, deputy.version)
    if deputy.ended_at is not None:
        raise DeputyEnded("deputy.ended", "Deze vervanging is al beëindigd.")
    deputy.ended_at, deputy.version = session.clock.now(), deputy.version + 1
    _note(session, get_account(session, deputy.account_id, lock=True), deputy, actor, now, is_ended=True)
    return deputy


def _ensure_free(session: Session, employer_id: str | None, command: NewDeputy) -> None:
    overlapping = select(Deputy.id).where(
        Deputy.employer_id == employer_id, Deputy.ended_at.is_(None), Deputy.first <= command.last, Deputy.last >= command.first)
    if session.scalars(overlapping).first() is not None:
        raise DeputyOverlaps("deputy.overlaps", "In deze periode is er al een vervanger.", field="first")


def _note(session: Session, account: Account, deputy: Deputy, actor: Actor, now: datetime, *, is_ended: bool) -> None:
    """Log it, and require new tokens if the deputy's rights of today change."""
    if deputy.first <= session.clock.today() <= deputy.last:
        revoke_access(session, account, reason=RevocationReason.RIGHTS_CHANGED, now=now)
    record(session, SecurityEventKind.DEPUTY_NAMED, account_id=account.id, actor_id=actor.account_id,
           employer_id=deputy.employer_id, first=deputy.first.isoformat(), last=deputy.last.isoformat(), is_ended=is_ended)
