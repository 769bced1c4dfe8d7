"""What the insurer was asked about main contacts: by the portal's form for strangers, and what an account was made from."""
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.requests import ensure_open
from services.identity.store.base import Base
from shared.db.session import Session
from shared.kernel.refusals import NotFound, ensure_version


class MainContactRequest(Base):
    """The request from which the account of a main contact was made (R-186, R-187, R-190).

    :ivar company_name: as it was given; the policy may name another
    :ivar landline: another number for the call-back, in E.164; codes never go there
    :ivar doubt: why the insurer calls back first: DOUBTFUL or OTHER_COMPANY; None without doubt
    """

    __tablename__ = "main_contact_request"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40))
    company_name: Mapped[str] = mapped_column(String(200))
    landline: Mapped[str | None] = mapped_column(String(16))
    doubt: Mapped[str | None] = mapped_column(String(20))
    requested_at: Mapped[datetime]


class AccountRequest(Base):
    """What somebody who is not signed in asked by the portal's form (R-191); nothing of it was checked.

    :ivar decided_by: who called back
    :ivar reason: why it was refused, as a code
    :ivar account_id: the account that was made of it
    :ivar version: incremented by the decision; the ETag
    """

    __tablename__ = "account_request"
    __table_args__ = (
        Index("ix_account_request_state", "state", "id"),
        Index("uq_account_request_open", "policy_number", text("lower(email)"), unique=True,
              postgresql_where=text("state = 'OPEN'")),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    policy_number: Mapped[str] = mapped_column(String(40))
    company_name: Mapped[str] = mapped_column(String(200))
    salutation: Mapped[str] = mapped_column(String(10))
    first_name: Mapped[str] = mapped_column(String(80))
    infix: Mapped[str | None] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(16))
    requested_at: Mapped[datetime] = mapped_column(index=True)
    decided_by: Mapped[str | None] = mapped_column(String(64))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(20))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)


def get_account_request(session: Session, request_id: str, *, lock: bool = False) -> AccountRequest:
    """One request by the form.

    :raises NotFound: if there is none
    """
    request = session.get(AccountRequest, request_id, with_for_update=lock or None)
    if request is None:
        raise NotFound("request.unknown", "Dit verzoek bestaat niet.")
    return request


def get_open_account_request(session: Session, request_id: str, *, version: int | None) -> AccountRequest:
    """A request by the form that waits for a decision, locked.

    :param version: the version that the actor read; None skips the check
    :raises NotFound: if there is none
    :raises RequestClosed: if it was decided
    :raises Stale: if it was changed meanwhile
    """
    request = get_account_request(session, request_id, lock=True)
    ensure_open(request.state)
    ensure_version(version, request.version)
    return request
