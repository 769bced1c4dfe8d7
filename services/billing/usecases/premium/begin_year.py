"""The provisional premium of a policy year and its instalments (domain.md §4.1, R-019)."""
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from services.billing import store
from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.instalments import plan_instalments
from services.billing.domain.premium.premium import premium_of, provisional_payroll
from services.billing.domain.premium.premium_year import PremiumYearState
from services.billing.domain.premium.wages import NoCoverInYear, PolicyYear, WageSegment
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.kernel.period import Period

Wages = Sequence[Sequence[WageSegment]]


def find_or_begin_year(session: Session, policy_number: str, versions: Versions, year: int) -> store.PremiumYear | None:
    """The premium year, created once an employee is in service; None before that."""
    row = session.get(store.PremiumYear, (policy_number, year))
    if row is not None:
        return row
    wages = [employee.insured_wages for employee in store.list_employees(session, policy_number)]
    payroll, premium = provisional_premium(versions, year, wages)
    return begin_year(session, policy_number, versions, year, payroll=payroll, premium=premium) if payroll else None


def begin_year(session: Session, policy_number: str, versions: Versions, year: int, *, payroll: Decimal,
               premium: Decimal) -> store.PremiumYear:
    """Create a premium year with its instalments."""
    covered = covered_year(versions, year).covered
    parts = plan_instalments(premium, covered, versions.on(covered.start).instalments)
    row = store.PremiumYear(
        policy_number=policy_number, year=year, state=PremiumYearState.PROVISIONAL.value, provisional_payroll=payroll,
        provisional=premium, definitive_payroll=None, definitive=None, settled=ZERO,
        instalments=[store.Instalment(policy_number=policy_number, year=year, number=number, invoiced_on=part.invoiced_on,
                                      amount=part.amount, invoice_number=None) for number, part in enumerate(parts, 1)])
    session.add(row)
    session.flush()
    return row


def provisional_premium(versions: Versions, year: int, wages: Wages) -> tuple[Decimal, Decimal]:
    """Payroll and premium by the version in force on the first covered day of the year; later changes are not included."""
    covered = covered_year(versions, year)
    rate = versions.on(covered.covered.start).rate
    payroll = provisional_payroll(wages, covered, rate)
    return payroll, premium_of(payroll, rate, covered)


def covered_year(versions: Versions, year: int) -> PolicyYear:
    """The days of a year from the first to the last that the policy covers.

    :raises NoCoverInYear: if it covers none
    """
    rated = versions.rated(Period(date(year, 1, 1), date(year, 12, 31)))
    if not rated:
        raise NoCoverInYear("premium.no_cover_in_year", f"De polis dekt geen enkele dag van {year}.")
    return PolicyYear(year, Period(rated[0].covered.start, rated[-1].covered.end))
