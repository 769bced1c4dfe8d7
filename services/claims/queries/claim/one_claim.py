"""One claim: its lines recomputed by their rules, its versions, the months of its case, and its history (screens.md §4.3b)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from services.claims import store
from services.claims.domain.benefits.line import Verification, recompute
from services.claims.domain.payments.payday import pay_date, run_of
from services.claims.store.claim.month_claims import MonthClaim, MonthClaimAct, get_month_claim
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.kernel.month import Month


@dataclass(frozen=True, slots=True)
class CalculatedVersion:
    """A calculation of the month, each line recomputed by the rule version that it names."""

    benefit: store.Benefit
    lines: tuple[Verification, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether every line equals the result of its rule and inputs."""
        return all(line.is_confirmed for line in self.lines)


@dataclass(frozen=True, slots=True)
class MonthOfCase:
    """A month of the same case: calculated, booked by runs, and the difference that is still to be settled, in euros."""

    claim: MonthClaim
    booked: Decimal

    @property
    def open(self) -> Decimal:
        """What is calculated and not booked."""
        return self.claim.amount - self.booked


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim with everything that a decision rests on.

    :ivar versions: calculations of the month, newest first
    :ivar preceding: the calculation of the month before it in the case, if there is one
    :ivar months: of the case, newest first
    :ivar acts: newest first
    :ivar pay_on: of the run that pays it if it is decided today
    """

    claim: MonthClaim
    company_name: str
    iban: str
    first_sick_day: date
    versions: Sequence[CalculatedVersion]
    preceding: CalculatedVersion | None
    months: Sequence[MonthOfCase]
    acts: Sequence[MonthClaimAct]
    pay_on: date


def get_claim_view(session: Session, *, claim_number: str) -> ClaimView:
    """One claim, in a fixed number of statements.

    :raises NotFound: ``month_claim.not_found``
    """
    claim = get_month_claim(session, claim_number)
    policy = store.policy_versions(session, claim.policy_number)[-1]
    months = _months(session, claim.composite_id)
    versions = _versions(session, claim.composite_id, claim.month)
    earlier = [one.claim.month for one in months if one.claim.month < claim.month]
    before = _versions(session, claim.composite_id, max(earlier)) if earlier else []
    acts = session.scalars(select(MonthClaimAct).where(MonthClaimAct.claim_number == claim_number)
                           .order_by(MonthClaimAct.row_version.desc())).all()
    first = session.scalar(select(store.Absence.composite_first_sick_day).where(
        store.Absence.composite_id == claim.composite_id).limit(1))
    return ClaimView(
        claim=claim, company_name=policy.company_name, iban=policy.iban, first_sick_day=first or claim.due_on,
        versions=versions, preceding=before[0] if before else None, months=months, acts=acts,
        pay_on=pay_date(run_of(Month.parse(claim.month), received_on=session.clock.today())))


def _versions(session: Session, composite_id: str, month: str) -> list[CalculatedVersion]:
    rows = session.scalars(select(store.Benefit).where(
        store.Benefit.composite_id == composite_id, store.Benefit.month == month).order_by(store.Benefit.version.desc())).all()
    return [CalculatedVersion(found.row, tuple(recompute(line) for line in found.lines))
            for found in store.load_lines(session, rows)]


def _months(session: Session, composite_id: str) -> list[MonthOfCase]:
    booked = store.sum_bookings(session, [composite_id])
    rows = session.scalars(select(MonthClaim).where(MonthClaim.composite_id == composite_id)
                           .order_by(MonthClaim.month.desc()))
    return [MonthOfCase(row, booked.get((row.composite_id, row.month), ZERO)) for row in rows]
