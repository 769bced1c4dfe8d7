"""Issue a new temporary password for an account whose first login was not completed in time."""
from services.identity.domain.accounts.account import AccountState, ensure_activated
from services.identity.domain.messages.message import Mail
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, get_account, get_account_of, record
from services.identity.usecases.accounts.new_accounts import issue_temporary_password
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, NotFound, ensure_version


class FirstLoginDone(Conflict):
    """The person has chosen a password, so a temporary one must not replace it."""


def reissue_password(session: Session, *, actor: Actor, account_id: str, public_url: str, version: int | None = None) -> Mail:
    """Replace the former temporary password, which becomes invalid.

    :param version: the one that the actor read; None not to check
    :raises Stale: if the account was changed since
    :raises FirstLoginDone: unless the account waits for its first login
    """
    account = _get(session, actor, account_id)
    ensure_version(version, account.version)
    if account.lifecycle is not AccountState.TEMPORARY:
        raise FirstLoginDone("account.first_login_done", "Dit account heeft geen tijdelijk wachtwoord meer.")
    account.version += 1
    record(session, SecurityEventKind.TEMPORARY_PASSWORD_ISSUED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id)
    return issue_temporary_password(session, account, public_url=public_url)


def _get(session: Session, actor: Actor, account_id: str) -> Account:
    """Managers may reissue for accounts of their employer, the insurer for main contacts."""
    if actor.employer_id is not None:
        ensure_activated(get_account(session, actor.account_id).lifecycle)
        return get_account_of(session, account_id, employer_id=actor.employer_id)
    account = get_account(session, account_id, lock=True)
    if account.kind != "MAIN_CONTACT":
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return account
