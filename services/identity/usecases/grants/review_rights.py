"""Confirm in the yearly review that an account keeps its rights."""
from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.grants import end_of_access
from services.identity.domain.security import SecurityEventKind
from services.identity.store import get_granted, record
from services.identity.usecases.accounts.managing import rights_of_manager
from services.identity.usecases.grants.change_rights import ensure_has_access
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, ensure_version


class OwnReview(Conflict):
    """Somebody else confirms the rights of the actor."""


def review_rights(session: Session, *, actor: Actor, account_id: str, version: int | None) -> AccountView:
    """Note that the rights were confirmed; a third party whose access ends within a year keeps it for a year from today.

    :param version: the version that the actor read; None skips the check
    :raises OwnReview: for the actor's own account
    :raises GrantEnded: if the person has no access any more, or AccountStateForbids
    """
    rights_of_manager(session, actor)
    account, grant = get_granted(session, account_id, employer_id=actor.employer_id)
    ensure_version(version, grant.version)
    if account.id == actor.account_id:
        raise OwnReview("review.own_account", "Uw eigen rechten controleert een ander.")
    today = session.clock.today()
    ensure_has_access(account, grant, today)
    extended = end_of_access(AccountKind(account.kind), None, today=today)
    if extended is not None:
        grant.ends_on = max(extended, grant.ends_on or extended)
    grant.last_reviewed_at, grant.version = session.clock.now(), grant.version + 1
    record(session, SecurityEventKind.RIGHTS_REVIEWED, account_id=account.id, actor_id=actor.account_id,
           employer_id=grant.employer_id, rights=list(grant.rights))
    return view_of(account, grant, session.clock.now(), today)
