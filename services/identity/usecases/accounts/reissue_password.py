"""Issue a new temporary password for an account whose first login was not completed in time."""
from datetime import datetime

from services.identity.account_view import view_of
from services.identity.domain.accounts.account import AccountKind, AccountState
from services.identity.domain.messages.message import Mail
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, Grant, get_account, get_granted, record
from services.identity.usecases.accounts.managing import rights_of_manager
from services.identity.usecases.grants.give_access import invitation
from services.identity.usecases.password.replace_by_temporary import replace_by_temporary
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, NotFound, ensure_version


class NotConfirmed(Conflict):
    """The insurer calls back first."""


class FirstLoginDone(Conflict):
    """The person has chosen a password, so a temporary one must not replace it."""


def reissue_password(session: Session, *, actor: Actor, account_id: str, public_url: str, now: datetime,
                     version: int | None = None) -> tuple[Mail, ...]:
    """Replace the former temporary password, which becomes invalid, or repeat the mail to somebody who had an account already.

    :param now: the machine's time, which tokens use
    :param version: the one that the actor read; None not to check
    :raises Stale: if the account was changed since
    :raises NotConfirmed: before the call-back
    :raises FirstLoginDone: unless the person still has to accept
    """
    account, grant = _get(session, actor, account_id)
    ensure_version(version, grant.version)
    view = view_of(account, grant, session.clock.now(), session.clock.today())
    if view.state == AccountState.PENDING_VERIFICATION:
        raise NotConfirmed("account.not_confirmed", "Bel eerst terug en bevestig de aanvraag. Dan gaat het "
                                                    "wachtwoord vanzelf uit.")
    if view.state != AccountState.TEMPORARY:
        raise FirstLoginDone("account.first_login_done", "Dit account heeft geen tijdelijk wachtwoord meer.")
    grant.version += 1
    if grant.as_entered is not None:
        grant.granted_at = session.clock.now()
    if account.lifecycle is AccountState.TEMPORARY:
        return (replace_by_temporary(session, account, actor_id=actor.account_id, employer_id=grant.employer_id,
                                     public_url=public_url, now=now),)
    record(session, SecurityEventKind.TEMPORARY_PASSWORD_ISSUED, account_id=account.id, actor_id=actor.account_id,
           employer_id=grant.employer_id)
    return invitation(session, account, grant, public_url=public_url)


def _get(session: Session, actor: Actor, account_id: str) -> tuple[Account, Grant]:
    """Managers may reissue for accounts of their employer, the insurer for main contacts."""
    if actor.employer_id is not None:
        rights_of_manager(session, actor)
        return get_granted(session, account_id, employer_id=actor.employer_id)
    account = get_account(session, account_id)
    if account.kind != AccountKind.MAIN_CONTACT:
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return get_granted(session, account_id, employer_id=account.employer_id)
