"""Calculated months with their lines and explanations."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select, tuple_

from services.claims import store
from services.claims.domain.benefits.line import BenefitLine, Verification, recompute
from services.claims.domain.claim.month_status import MonthStatus
from services.claims.domain.payments.payday import pay_date, run_of
from services.claims.domain.payments.states import RunStatus
from services.claims.queries.ownership import own
from services.claims.store.claim.month_claims import MonthClaim, load_month_claims
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.clock import AMSTERDAM
from shared.kernel.month import Month
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class BenefitView:
    """The latest calculation of a month.

    :ivar pay_on: the pay date of its run, actual or planned
    :ivar status: PAID, CALCULATED, or for an unpaid month REFUSED or WAITING for data of the employer
    :ivar claim: what was decided on the month
    """

    benefit: store.Benefit
    lines: tuple[BenefitLine, ...]
    pay_on: date
    status: str
    claim: MonthClaim


@dataclass(frozen=True, slots=True)
class Explanation:
    """A calculated month with each line recomputed by its rule."""

    benefit: store.Benefit
    lines: tuple[Verification, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether every line equals the result of its rule and inputs."""
        return all(line.is_confirmed for line in self.lines)


def list_benefits(session: Session, *, actor: Actor, absence_number: str | None, employee_id: str | None,
                  month: str | None, order: str, cursor: str | None, limit: int) -> Page[BenefitView]:
    """The latest calculation of each month that has a line, by month and case.

    :param order: of the months: ``oldest`` or ``newest`` first
    """
    benefit = store.Benefit
    has_lines = exists().where(store.BenefitLine.composite_id == benefit.composite_id,
                               store.BenefitLine.month == benefit.month, store.BenefitLine.version == benefit.version)
    query = own(select(benefit).where(benefit.is_latest, has_lines), benefit.employer_id, actor)
    if absence_number:
        composite = select(store.Absence.composite_id).where(store.Absence.absence_number == absence_number)
        query = query.where(benefit.composite_id.in_(composite))
    if employee_id:
        query = query.where(benefit.employee_id == employee_id)
    if month:
        query = query.where(benefit.month == month)
    return page_by_keys(session, query, keys=(benefit.month, benefit.composite_id), cursor=cursor, limit=limit,
                        view_all=lambda rows: _views(session, rows), is_newest_first=order == "newest")


def explain_benefit(session: Session, *, actor: Actor, absence_number: str, month: str) -> Explanation:
    """The latest calculation of a month of the case of an absence, each line with its rule, inputs and verification.

    :raises NotFound: if there is none, or it is another employer's
    :raises UnknownRule: if a line names a rule that does not exist
    """
    benefit = store.Benefit
    composite = select(store.Absence.composite_id).where(store.Absence.absence_number == absence_number)
    query = own(select(benefit).where(benefit.composite_id.in_(composite), benefit.month == month, benefit.is_latest),
                benefit.employer_id, actor)
    row = session.scalar(query)
    if row is None:
        raise NotFound("benefit.not_found", "Deze maand is niet berekend.")
    (found,) = store.load_lines(session, [row])
    return Explanation(row, tuple(recompute(line) for line in found.lines))


def _views(session: Session, rows: Sequence[store.Benefit]) -> list[BenefitView]:
    runs, today = _runs(session, rows), session.clock.today()
    claims = load_month_claims(session, {row.composite_id for row in rows})
    views = []
    for found in store.load_lines(session, rows):
        place = found.row.composite_id, found.row.month
        pay_on, status = runs.get(place) or _to_come(found.row, claims[place], today)
        views.append(BenefitView(found.row, found.lines, pay_on, status, claims[place]))
    return views


def _runs(session: Session, rows: Sequence[store.Benefit]) -> dict[tuple[str, str], tuple[date, str]]:
    """By case and month: the pay date of the first run that booked it, and the status of the month."""
    places = [(row.composite_id, row.month) for row in rows]
    query = (select(store.Booking.composite_id, store.Booking.month, store.PaymentRun.pay_on, store.PaymentRun.status)
             .join(store.PaymentRun, store.PaymentRun.run_id == store.Booking.run_id)
             .where(tuple_(store.Booking.composite_id, store.Booking.month).in_(places))
             .order_by(store.PaymentRun.pay_on.desc()))
    return {(composite_id, month): (pay_on, "PAID" if status == RunStatus.PAID else "CALCULATED")
            for composite_id, month, pay_on, status in session.execute(query)}


def _to_come(benefit: store.Benefit, claim: MonthClaim, today: date) -> tuple[date, str]:
    """The run that pays a month by its decision, or by a decision of today while there is none."""
    decided_on = claim.decided_at.astimezone(AMSTERDAM).date() if claim.status == MonthStatus.APPROVED else today
    pay_on = pay_date(run_of(Month.parse(benefit.month), received_on=decided_on))
    is_told = claim.status in (MonthStatus.REFUSED, MonthStatus.WAITING)
    return pay_on, str(claim.status) if is_told else "CALCULATED"
