"""The dunning steps of an unpaid invoice and their dates (domain.md §4.5). The dates are derived, not stored."""
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.law import law
from shared.law.terms import end_of_term


class DunningStage(StrEnum):
    """The dunning stages of an unpaid invoice."""

    OPEN = "OPEN"
    OVERDUE = "OVERDUE"
    REMINDED = "REMINDED"
    FORMAL_NOTICE = "FORMAL_NOTICE"
    SUSPENDED = "SUSPENDED"
    COLLECTION = "COLLECTION"


NEED_NOTICE = frozenset({DunningStage.FORMAL_NOTICE, DunningStage.SUSPENDED, DunningStage.COLLECTION})
"""The stages that no invoice reaches without a formal notice (7:934 BW)."""
MAILED = NEED_NOTICE | {DunningStage.REMINDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class DunningTerms:
    """Configured terms in calendar days, except that of the formal notice, which is statutory."""

    payment_term_days: int = 30
    reminder_after_days: int = 7
    formal_notice_after_days: int = 14
    collection_after_days: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class DunningDates:
    """The steps of one unpaid invoice.

    :ivar suspended_from: first day without cover; None for an arbo fee, which does not affect cover
    :ivar collection_on: first day of extrajudicial collection, with its costs
    """

    due_on: date
    reminder_on: date
    formal_notice_on: date
    notice_term_from: date
    notice_term_until: date
    suspended_from: date | None
    collection_on: date

    def stage_on(self, day: date) -> DunningStage:
        """The stage on a day on which the invoice is unpaid."""
        steps = (
            (self.collection_on, DunningStage.COLLECTION),
            (self.suspended_from, DunningStage.SUSPENDED),
            (self.formal_notice_on, DunningStage.FORMAL_NOTICE),
            (self.reminder_on, DunningStage.REMINDED),
            (self.due_on + timedelta(days=1), DunningStage.OVERDUE),
        )
        return next((stage for start, stage in steps if start is not None and start <= day), DunningStage.OPEN)


DEFAULT_TERMS = DunningTerms()


def dunning_dates(invoiced_on: date, *, is_premium: bool, notice_on: date | None = None,
                  terms: DunningTerms = DEFAULT_TERMS) -> DunningDates:
    """The dates of the steps for an invoice of this day that stays unpaid (D-01).

    :param notice_on: the day on which the formal notice was sent, from which its term runs; None before it is sent
    """
    due = payment_due_on(invoiced_on, terms=terms)
    notice = notice_on or due + timedelta(days=terms.formal_notice_after_days)
    term_until = notice_term_ends_on(notice)
    after_term = term_until + timedelta(days=1)
    return DunningDates(
        due_on=due, reminder_on=due + timedelta(days=terms.reminder_after_days), formal_notice_on=notice,
        notice_term_from=notice + timedelta(days=1), notice_term_until=term_until,
        suspended_from=after_term if is_premium else None,
        collection_on=after_term + timedelta(days=terms.collection_after_days),
    )


def notice_term_ends_on(notice_on: date) -> date:
    """The last day of the statutory term, counted from the day after the notice; one on a weekend or holiday moves to
    the first day that counts (7:934 BW, ATW 1-1)."""
    return end_of_term(notice_on + timedelta(days=1), notice_on + law.on(notice_on).premium_notice_term)


def payment_due_on(invoiced_on: date, *, terms: DunningTerms = DEFAULT_TERMS) -> date:
    """The last day to pay an invoice."""
    return invoiced_on + timedelta(days=terms.payment_term_days)


def cover_restored_from(paid_on: date) -> date:
    """The first day with restored cover: the day after full payment."""
    return paid_on + timedelta(days=1)
