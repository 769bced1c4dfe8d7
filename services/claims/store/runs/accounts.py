"""To which account an employer is paid: that of the policy, but a changed one only after confirmation and a wait."""
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, String, case, exists, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from services.claims.domain.payments.states import TransferStatus
from services.claims.store.base import Base
from services.claims.store.payments import Transfer
from services.claims.store.policies import PolicyVersion
from shared.db.session import Session


class AccountConfirmation(Base):
    """That somebody of Claims confirmed a changed account; it is used from a day on."""

    __tablename__ = "account_confirmation"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    iban: Mapped[str] = mapped_column(String(34), primary_key=True)
    confirmed_by: Mapped[str] = mapped_column(String(80))
    confirmed_at: Mapped[datetime]
    usable_from: Mapped[date]


def account_of_policy(policy_number: Any, day: date) -> ColumnElement[str]:
    """The account of the version of a policy on a day, in electronic form.

    :param policy_number: a column
    """
    version = (select(PolicyVersion.iban).where(PolicyVersion.policy_number == policy_number)
               .order_by((PolicyVersion.valid_from <= day).desc(), PolicyVersion.valid_from.desc(),
                         PolicyVersion.version.desc()).limit(1).scalar_subquery())
    return func.upper(func.replace(version, " ", ""), type_=String)


def last_account(policy_number: Any) -> ScalarSelect[str | None]:
    """The account of the last payment to a policy that the bank did not refuse; NULL if there is none.

    :param policy_number: a column
    """
    last = aliased(Transfer)
    return (select(last.iban).where(last.policy_number == policy_number, last.status == TransferStatus.PAID,
                                    last.iban.is_not(None))
            .order_by(last.run_id.desc(), last.part.desc()).limit(1).scalar_subquery())


def payable_account(day: date) -> ColumnElement[str]:
    """The account to which a transfer is paid on a day: until a change may be used, that of the last payment."""
    present, last = account_of_policy(Transfer.policy_number, day), last_account(Transfer.policy_number)
    confirmed = exists().where(AccountConfirmation.policy_number == Transfer.policy_number, AccountConfirmation.iban == present,
                               AccountConfirmation.usable_from <= day)
    return case((last.is_(None), present), (confirmed, present), else_=last)


def read_accounts(session: Session, *where: ColumnElement[bool]) -> dict[str, str]:
    """The account to which each of these transfers is paid today, by its reference."""
    query = select(Transfer.reference, payable_account(session.clock.today())).where(*where)
    return {row[0]: row[1] for row in session.execute(query)}


def confirmers(session: Session, run_id: str) -> set[str]:
    """Who confirmed a changed account of a policy in the run."""
    policies = select(Transfer.policy_number).where(Transfer.run_id == run_id)
    return set(session.scalars(select(AccountConfirmation.confirmed_by).where(
        AccountConfirmation.policy_number.in_(policies))))
