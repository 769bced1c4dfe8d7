"""The insurer replaces or blocks the main contact of an employer (R-180)."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.account_view import view_of
from services.identity.domain.accounts.account import OVER, AccountKind
from services.identity.domain.accounts.rights import Right, in_order
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import rights_changed
from services.identity.store import Account, Grant, get_account, get_granted, queue_notice, record
from services.identity.usecases.accounts.block_account import block
from services.identity.usecases.accounts.new_accounts import AccountIssued, Owner, add_member, issue_temporary_password
from services.identity.usecases.tokens.revoke_access import revoke_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, NotFound, ensure_version
from shared.messaging.outbox import publish


class CannotSucceed(Conflict):
    """The person is no colleague of the same employer with access."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Who follows the main contact: a colleague, or somebody new.

    :ivar account_id: of the colleague; None for somebody new
    :ivar owner: the person of the new account; None for a colleague
    :ivar keeps_account: whether the earlier main contact goes on as a colleague with the same rights, or is blocked
    :ivar version: the version that the actor read; None skips the check
    """

    main_contact_id: str
    account_id: str | None
    owner: Owner | None
    keeps_account: bool
    version: int | None = None


def replace_main_contact(session: Session, *, actor: Actor, command: Replacement, now: datetime,
                         public_url: str) -> AccountIssued:
    """Make another person the main contact, with all three rights.

    :param now: the machine's time, which tokens use
    :returns: the new main contact, and the mail of a new account; the others get a mail from the outbox
    :raises NotFound: if the account is no main contact
    :raises CannotSucceed: for somebody who is no colleague with access
    :raises Stale: if the main contact's account was changed meanwhile
    """
    former, grant = get_main_contact(session, command.main_contact_id)
    ensure_version(command.version, grant.version)
    _step_down(session, actor, former, grant, command.keeps_account, now)
    if command.owner is not None:
        return _add(session, actor, former, command.owner, public_url)
    return _promote(session, actor, former, str(command.account_id), now)


def block_main_contact(session: Session, *, actor: Actor, account_id: str, reason: str, version: int | None,
                       now: datetime) -> AccountIssued:
    """Block the main contact, for instance after the loss of a telephone; the employer needs another one afterwards.

    :raises NotFound: if the account is no main contact
    :raises AccountStateForbids: if it is blocked already
    """
    account, grant = get_main_contact(session, account_id)
    ensure_version(version, grant.version)
    grant.version += 1
    block(session, account, actor=actor, reason=reason, now=now)
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()))


def get_main_contact(session: Session, account_id: str) -> tuple[Account, Grant]:
    """The account of a main contact and its grant, locked.

    :raises NotFound: if the account is no main contact
    """
    account = get_account(session, account_id)
    if account.kind != AccountKind.MAIN_CONTACT:
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return get_granted(session, account_id, employer_id=account.employer_id)


def _step_down(session: Session, actor: Actor, former: Account, grant: Grant, keeps_account: bool, now: datetime) -> None:
    former.kind = AccountKind.COLLEAGUE
    grant.version += 1
    session.flush()
    if former.lifecycle in OVER:
        return
    if keeps_account:
        revoke_access(session, former, reason=RevocationReason.RIGHTS_CHANGED, now=now)
        queue_notice(session, NoticeKind.NO_LONGER_MAIN_CONTACT, former.id)
    else:
        block(session, former, actor=actor, reason="LEFT", now=now)


def _add(session: Session, actor: Actor, former: Account, owner: Owner, public_url: str) -> AccountIssued:
    account, grant = add_member(session, owner, actor=actor, kind=AccountKind.MAIN_CONTACT,
                                employer_id=str(former.employer_id), rights=tuple(Right))
    _note(session, actor, former, account)
    mail = issue_temporary_password(session, account, public_url=public_url)
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()), (mail,))


def _promote(session: Session, actor: Actor, former: Account, account_id: str, now: datetime) -> AccountIssued:
    account, grant = get_granted(session, account_id, employer_id=former.employer_id)
    is_usable = grant.is_live(session.clock.today()) and account.lifecycle not in OVER
    if account.kind != AccountKind.COLLEAGUE or account.id == former.id or not is_usable:
        raise CannotSucceed("main_contact.colleague_only", "Kies een collega van dit bedrijf die toegang heeft.",
                            field="account_id")
    before = in_order(grant.rights)
    account.kind, grant.rights, grant.version = AccountKind.MAIN_CONTACT, list(Right), grant.version + 1
    session.flush()
    revoke_access(session, account, reason=RevocationReason.RIGHTS_CHANGED, now=now)
    publish(session, rights_changed(grant, before=before, after=tuple(Right), changed_by=actor.account_id))
    queue_notice(session, NoticeKind.NOW_MAIN_CONTACT, account.id)
    _note(session, actor, former, account)
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()))


def _note(session: Session, actor: Actor, former: Account, account: Account) -> None:
    record(session, SecurityEventKind.MAIN_CONTACT_REPLACED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id, former_id=former.id)
