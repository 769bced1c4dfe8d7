"""Change what an account may do for an employer, and until when; tokens with the old rights are refused within seconds."""
from dataclasses import dataclass
from datetime import date, datetime

from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.account import AccountKind, ensure_not_over
from services.identity.domain.accounts.grants import end_of_access, ensure_manager_remains
from services.identity.domain.accounts.rights import Right, ensure_may_give, ensure_may_lose, in_order
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import rights_changed
from services.identity.store import Account, Grant, get_granted, list_managers, record
from services.identity.usecases.accounts.managing import rights_of_manager
from services.identity.usecases.sessions.ended_access import end_persistent_sessions
from services.identity.usecases.tokens.revoke_access import revoke_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, ensure_version
from shared.messaging.outbox import publish


class GrantEnded(Conflict):
    """The person has no access any more, so there is nothing to change."""


def ensure_has_access(account: Account, grant: Grant, today: date) -> None:
    """Refuse a grant that gives nothing.

    :raises GrantEnded: if it ended
    :raises AccountStateForbids: if the account was blocked or closed
    """
    if not grant.is_live(today):
        raise GrantEnded("grant.ended", "Deze persoon heeft geen toegang meer. Voeg de persoon opnieuw toe.")
    ensure_not_over(account.lifecycle)


@dataclass(frozen=True, slots=True)
class NewRights:
    """The new rights of an account.

    :ivar ends_on: new first day without access, of a third party; None keeps the present one
    :ivar version: the version that the actor read; None skips the check
    """

    account_id: str
    rights: frozenset[Right]
    version: int | None = None
    ends_on: date | None = None


def change_rights(session: Session, *, actor: Actor, command: NewRights, now: datetime) -> AccountView:
    """Grant and revoke rights of an account of the actor's employer.

    :param now: the machine's time, which tokens use
    :raises Stale: if the account was changed meanwhile
    :raises NotFound: for another employer's account
    :raises GrantEnded: if the person has no access any more, or AccountStateForbids
    :raises RightNotHeld: for a new right that the actor lacks
    :raises MainContactKeepsRights: R-185
    :raises LastManager: if nobody would be left who may manage rights
    """
    held = rights_of_manager(session, actor)
    managers = list_managers(session, actor.employer_id)
    account, grant = get_granted(session, command.account_id, employer_id=actor.employer_id)
    ensure_version(command.version, grant.version)
    _check(session, account, grant, command, held, managers)
    before, after = in_order(grant.rights), in_order(command.rights)
    ends_on = grant.ends_on if command.ends_on is None else end_of_access(
        AccountKind(account.kind), command.ends_on, today=session.clock.today())
    if (after, ends_on) != (before, grant.ends_on):
        grant.rights, grant.ends_on, grant.version = list(after), ends_on, grant.version + 1
        end_persistent_sessions(session, account.id, reason=RevocationReason.RIGHTS_CHANGED, now=now)
        revoke_access(session, account, reason=RevocationReason.RIGHTS_CHANGED, now=now)
        publish(session, rights_changed(grant, before=before, after=after, changed_by=actor.account_id))
        record(session, SecurityEventKind.RIGHTS_CHANGED, account_id=account.id, actor_id=actor.account_id,
               employer_id=grant.employer_id, before=list(before), after=list(after), ends_on=str(ends_on) if ends_on else None)
    return view_of(account, grant, session.clock.now(), session.clock.today())


def _check(session: Session, account: Account, grant: Grant, command: NewRights, held: tuple[Right, ...],
           managers: list[str]) -> None:
    ensure_has_access(account, grant, session.clock.today())
    ensure_may_lose(AccountKind(account.kind), command.rights)
    ensure_may_give(command.rights, before=in_order(grant.rights), held=held)
    if Right.RIGHTS_MANAGEMENT in set(grant.rights) - command.rights:
        ensure_manager_remains(managers, without=account.id)
