"""Confirm a doubtful request after the insurer called back (R-187, R-190)."""
from services.identity.account_view import view_of
from services.identity.domain.accounts.account import ensure_pending
from services.identity.store import get_account, get_granted
from services.identity.usecases.accounts.create_main_contact import confirm
from services.identity.usecases.accounts.new_accounts import AccountIssued, issue_temporary_password
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version


def verify_main_contact(session: Session, *, actor: Actor, account_id: str, public_url: str,
                        version: int | None = None) -> AccountIssued:
    """Record who called back and when, and mail the temporary password.

    :param version: the one that the actor read; None not to check
    :raises Stale: if the account was changed since
    :raises NothingToVerify: if the account does not wait for a call-back
    """
    account = get_account(session, account_id)
    account, grant = get_granted(session, account_id, employer_id=account.employer_id)
    ensure_version(version, grant.version)
    ensure_pending(account.lifecycle)
    confirm(session, account, actor)
    grant.version += 1
    mail = issue_temporary_password(session, account, public_url=public_url)
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()), (mail,))
