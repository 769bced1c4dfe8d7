"""Shared parts of account creation: uniqueness, the username, the temporary password and its mail."""
import secrets
from dataclasses import dataclass, field
from datetime import date

from services.identity.account_view import AccountView
from services.identity.domain.accounts.account import AccountKind, AccountState, move
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, check_username, derive_username
from services.identity.domain.accounts.rights import Right
from services.identity.domain.login import temporary_password
from services.identity.domain.login.password import check_chosen_password
from services.identity.domain.messages.message import Mail, Message, temporary_password_mail
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import hash_password
from services.identity.publishing import account_created
from services.identity.store import (
    Account,
    Grant,
    is_email_taken,
    is_username_taken,
    lock_email,
    record,
    release_unused_email,
)
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict
from shared.messaging.outbox import publish

EMAIL_TAKEN = ("account.single_email", "Dit e-mailadres hoort al bij een account.")
USERNAME_TAKEN = ("username.taken", "Deze gebruikersnaam bestaat al. Kies een andere.")


class UsernameTaken(Conflict):
    """Another account has this username."""


class EmailTaken(Conflict):
    """Another account has this address; each person has one account with its own address (R-175)."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a new account.

    :ivar username: None to derive it from the name
    :ivar work_phone: of staff, in E.164
    """

    person: Person
    email: EmailAddress
    phone: PhoneNumber
    username: str | None = None
    work_phone: str | None = None


@dataclass(frozen=True, slots=True)
class AccountIssued:
    """The account, and the mail that the caller sends after the commit."""

    account: AccountView
    messages: tuple[Message, ...] = field(default=(), repr=False)


def add_account(session: Session, owner: Owner, *, actor: Actor, kind: AccountKind, employer_id: str | None = None,
                rights: tuple[Right, ...] = (), roles: tuple[str, ...] = ()) -> Account:
    """Add an account, and publish its event.

    :param employer_id: None for staff, who have roles and no grant
    :param rights: the rights of the caller's grant, see `add_member`
    :raises UsernameTaken: or EmailTaken
    """
    lock_email(session, owner.email.value)
    release_unused_email(session, owner.email.value)
    if is_email_taken(session, owner.email.value):
        raise EmailTaken(*EMAIL_TAKEN, field="email")
    account = Account(
        id=new_id(), kind=kind, state=AccountState.REQUESTED, employer_id=employer_id, username=_username(session, owner),
        email=owner.email.value, phone=owner.phone.value, work_phone=owner.work_phone,
        salutation=owner.person.salutation,
        first_name=owner.person.first_name, infix=owner.person.infix, last_name=owner.person.last_name,
        roles=list(roles), created_at=session.clock.now(), version=1)
    session.add(account)
    _flush(session)
    publish(session, account_created(account, rights))
    record(session, SecurityEventKind.ACCOUNT_CREATED, account_id=account.id, actor_id=actor.account_id, employer_id=employer_id,
           kind_of_account=str(kind), rights=list(rights), roles=list(roles))
    return account


def add_member(session: Session, owner: Owner, *, actor: Actor, kind: AccountKind, employer_id: str, rights: tuple[Right, ...],
               ends_on: date | None = None) -> tuple[Account, Grant]:
    """Add an account with a grant for one employer.

    :raises UsernameTaken: or EmailTaken
    """
    account = add_account(session, owner, actor=actor, kind=kind, employer_id=employer_id, rights=rights)
    grant = Grant(account_id=account.id, employer_id=employer_id, rights=list(rights), ends_on=ends_on,
                  granted_by=actor.account_id, granted_at=session.clock.now(), version=1)
    session.add(grant)
    session.flush()
    return account, grant


def _flush(session: Session) -> None:
    """Write the account; two concurrent requests may both have found the name free, so the database decides."""
    flush_unique(session, {
        "uq_account_email": EmailTaken(*EMAIL_TAKEN, field="email"),
        "uq_account_username": UsernameTaken(*USERNAME_TAKEN, field="username"),
        "uq_account_main_contact": Conflict("account.main_contact_exists", "Dit bedrijf heeft al een hoofdcontactpersoon."),
    })


def _username(session: Session, owner: Owner) -> str:
    if owner.username is None:
        return derive_username(owner.person, is_taken=lambda name: is_username_taken(session, name))
    username = check_username(owner.username)
    if is_username_taken(session, username):
        raise UsernameTaken(*USERNAME_TAKEN, field="username")
    return username


def issue_temporary_password(session: Session, account: Account, *, public_url: str) -> Mail:
    """Set a password for the first login; only the mail contains it in plain text (R-192, I4)."""
    password = temporary_password.generate(
        choose=secrets.choice, is_allowed=lambda text: not check_chosen_password(account.username, text))
    if account.lifecycle is not AccountState.TEMPORARY:
        account.state = move(account.lifecycle, AccountState.TEMPORARY)
    account.password_hash = hash_password(password)
    account.temporary_until = temporary_password.valid_until(session.clock.today())
    return temporary_password_mail(
        EmailAddress(account.email), name=account.person.full_name, username=account.username, password=password,
        until=account.temporary_until, url=public_url, is_first=account.activated_at is None)
