"""The claim of each month of a case, with what was decided on it, and its history."""
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ARRAY, ForeignKey, Index, String, and_, func, select, text
from sqlalchemy import Sequence as Numbers
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.sql import ColumnElement

from services.claims.domain.claim.month_status import MonthStatus
from services.claims.store.base import Base
from services.claims.store.benefits import Benefit
from shared.db.session import Session
from shared.kernel.refusals import NotFound

claim_numbers = Numbers("month_claim_number_seq", metadata=Base.metadata)


class MonthClaim(Base):
    """A month of a composite case as an object of work.

    :ivar version: the calculation that was judged, which is the latest one of the month
    :ivar row_version: of this row, for If-Match
    :ivar amount: total of the calculation, in euros
    :ivar to_pay: the amount less what runs had booked for the month when it was judged, in euros
    :ivar compared: the earlier total of the month, or else that of the preceding month; None for a first month
    :ivar reasons: why people look at it
    :ivar due_on: the last day on which a decision brings it into the run
    :ivar is_sampled: approved by rule, and to be seen by people afterwards
    :ivar refused_because, asked, waiting_until: of the latest refusal, and of the question that is open
    :ivar first_approved_by: who gave the first approval if another person must approve as well
    """

    __tablename__ = "month_claim"
    claim_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    composite_id: Mapped[str] = mapped_column(String(20))
    month: Mapped[str] = mapped_column(String(7))
    version: Mapped[int]
    row_version: Mapped[int]
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40))
    policy_number: Mapped[str] = mapped_column(String(40))
    status: Mapped[MonthStatus] = mapped_column(String(16))
    amount: Mapped[Decimal]
    to_pay: Mapped[Decimal]
    compared: Mapped[Decimal | None]
    reasons: Mapped[list[str]] = mapped_column(ARRAY(String(24)))
    due_on: Mapped[date]
    is_sampled: Mapped[bool]
    refused_because: Mapped[str | None] = mapped_column(String(24))
    asked: Mapped[str | None] = mapped_column(String(24))
    waiting_until: Mapped[date | None]
    first_approved_by: Mapped[str | None] = mapped_column(String(80))
    assigned_to: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime]
    __table_args__ = (
        Index("ix_month_claim_month", "composite_id", "month", unique=True),
        Index("ix_month_claim_status", "status", "due_on", "claim_number"),
        Index("ix_month_claim_sample", "due_on", "claim_number", postgresql_where=text("is_sampled")),
    )


class MonthClaimAct(Base):
    """An act on a claim; never changed.

    :ivar account_id: None for the platform itself
    :ivar reasons: codes of the act: why people look at it, why it is refused, or what is asked
    :ivar rule_id, rule_version: the rule table that judged it; None for an act of a person
    """

    __tablename__ = "month_claim_act"
    claim_number: Mapped[str] = mapped_column(ForeignKey("month_claim.claim_number"), primary_key=True)
    row_version: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(String(80))
    version: Mapped[int]
    amount: Mapped[Decimal]
    reasons: Mapped[list[str]] = mapped_column(ARRAY(String(24)))
    note: Mapped[str | None] = mapped_column(String(500))
    rule_id: Mapped[str | None] = mapped_column(String(40))
    rule_version: Mapped[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts, why, and by which rule; a person or the rule table."""

    account_id: str | None = None
    reasons: Sequence[str] = ()
    note: str | None = None
    rule_id: str | None = None
    rule_version: int | None = None


def is_approved() -> ColumnElement[bool]:
    """The condition that the claim of the latest calculation of a month (a row of `Benefit`) is approved."""
    return select(MonthClaim.claim_number).where(and_(
        MonthClaim.composite_id == Benefit.composite_id, MonthClaim.month == Benefit.month,
        MonthClaim.version == Benefit.version, MonthClaim.status == MonthStatus.APPROVED)).exists()


def is_refused(case: InstrumentedAttribute[str], month: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The condition that the claim of a month is refused, by the columns with the case and the month."""
    return select(MonthClaim.claim_number).where(
        MonthClaim.composite_id == case, MonthClaim.month == month, MonthClaim.status == MonthStatus.REFUSED).exists()


def load_month_claims(session: Session, composite_ids: Collection[str]) -> dict[tuple[str, str], MonthClaim]:
    """The claims of the cases, by case and month."""
    rows = session.scalars(select(MonthClaim).where(MonthClaim.composite_id.in_(composite_ids)))
    return {(row.composite_id, row.month): row for row in rows}


def get_month_claim(session: Session, claim_number: str, *, lock: bool = False) -> MonthClaim:
    """One claim.

    :raises NotFound: if there is none
    """
    query = select(MonthClaim).where(MonthClaim.claim_number == claim_number)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("month_claim.not_found", "Deze claim bestaat niet.")
    return found


def note_act(claim: MonthClaim, act: str, at: datetime, by: By) -> MonthClaimAct:
    """The history of an act, after which the claim has this state."""
    return MonthClaimAct(
        claim_number=claim.claim_number, row_version=claim.row_version, act=act, status=claim.status, at=at,
        account_id=by.account_id, version=claim.version, amount=claim.amount, reasons=list(by.reasons), note=by.note,
        rule_id=by.rule_id, rule_version=by.rule_version)


def take_claim_numbers(session: Session, count: int) -> list[int]:
    """Allocate this number of new claim numbers, in order."""
    rows = session.execute(select(claim_numbers.next_value()).select_from(func.generate_series(1, count).table_valued()))
    return sorted(row[0] for row in rows) if count else []
