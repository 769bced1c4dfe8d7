"""Give a third party who has an account access to one more employer, or to the same one again."""
from datetime import date

from services.identity.account_view import AS_ENTERED, view_of
from services.identity.domain.accounts.account import OVER, AccountKind, AccountState
from services.identity.domain.accounts.contact import EmailAddress
from services.identity.domain.accounts.rights import Right
from services.identity.domain.messages.message import Mail, access_mail
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import hash_password
from services.identity.publishing import rights_changed
from services.identity.store import Account, Grant, company_name, record
from services.identity.usecases.accounts.new_accounts import (
    EMAIL_TAKEN,
    AccountIssued,
    EmailTaken,
    Owner,
    issue_temporary_password,
)
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


def give_access(session: Session, account: Account, owner: Owner, *, actor: Actor, rights: tuple[Right, ...],
                ends_on: date | None, public_url: str) -> AccountIssued:
    """Grant it, with a mail to the person.

    The caller learns no more than that the address was accepted: it sees the name that it typed, the log has the same row as
    for a new account, and a hash is computed as for a new password.

    :param account: of a third party, whose address is locked
    :raises EmailTaken: if the person has access to this employer
    """
    grant = session.get(Grant, (account.id, actor.employer_id), with_for_update=True)
    if grant is not None and grant.is_live(session.clock.today()):
        raise EmailTaken(*EMAIL_TAKEN, field="email")
    if grant is None:
        grant = Grant(account_id=account.id, employer_id=str(actor.employer_id), version=0)
        session.add(grant)
    grant.rights, grant.ends_on, grant.ended_at, grant.as_entered = list(rights), ends_on, None, _as_entered(owner)
    grant.granted_by, grant.granted_at, grant.activated_at = actor.account_id, session.clock.now(), None
    grant.version += 1
    session.flush()
    hash_password(new_id())
    publish(session, rights_changed(grant, before=(), after=rights, changed_by=actor.account_id))
    record(session, SecurityEventKind.ACCOUNT_CREATED, account_id=account.id, actor_id=actor.account_id,
           employer_id=grant.employer_id, kind_of_account=AccountKind.THIRD_PARTY.value, rights=list(rights), roles=[])
    messages = invitation(session, account, grant, public_url=public_url)
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()), messages)


def invitation(session: Session, account: Account, grant: Grant, *, public_url: str) -> tuple[Mail, ...]:
    """The mail to somebody who has an account: with a temporary password if the first login is still to come."""
    if account.lifecycle in OVER:
        return ()
    if account.lifecycle is AccountState.TEMPORARY:
        return (issue_temporary_password(session, account, public_url=public_url),)
    return (access_mail(EmailAddress(account.email), name=account.person.full_name, url=public_url,
                        company=company_name(session, grant.employer_id)),)


def _as_entered(owner: Owner) -> dict[str, str | None]:
    person = owner.person
    values = (str(person.salutation), person.first_name, person.infix, person.last_name, owner.phone.value)
    return dict(zip(AS_ENTERED, values, strict=True))
