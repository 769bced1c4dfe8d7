"""The provisional premium of a policy year and its instalments (domain.md §4.1, R-019)."""
from decimal import Decimal

from services.billing import store
from services.billing.domain.policies.premium_of_year import covered_year, provisional_premium
from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.instalments import plan_instalments
from services.billing.domain.premium.premium_year import PremiumYearState
from shared.db.session import Session
from shared.kernel.money import ZERO


def find_or_begin_year(session: Session, policy_number: str, versions: Versions, year: int) -> store.PremiumYear | None:
    """The premium year, created once an employee is in service; None before that."""
    row = session.get(store.PremiumYear, (policy_number, year))
    if row is not None:
        return row
    wages = {employee.employee_id: employee.insured_wages for employee in store.list_employees(session, policy_number)}
    payroll, premium = provisional_premium(versions, year, list(wages.values()))
    if not payroll:
        return None
    row = begin_year(session, policy_number, versions, year, payroll=payroll, premium=premium)
    store.keep_wages(session, policy_number, year, store.Basis.PROVISIONAL, wages)
    return row


def find_or_begin_past_year(session: Session, policy_number: str, versions: Versions, year: int) -> store.PremiumYear:
    """The premium year; created without premium if no employee was known to be in service on its first day."""
    row = session.get(store.PremiumYear, (policy_number, year))
    return row or begin_year(session, policy_number, versions, year, payroll=ZERO, premium=ZERO)


def begin_year(session: Session, policy_number: str, versions: Versions, year: int, *, payroll: Decimal,
               premium: Decimal) -> store.PremiumYear:
    """Create a premium year with its instalments."""
    covered = covered_year(versions, year).covered
    parts = plan_instalments(premium, covered, versions.on(covered.start).instalments)
    row = store.PremiumYear(
        policy_number=policy_number, year=year, state=PremiumYearState.PROVISIONAL.value, provisional_payroll=payroll,
        provisional=premium, definitive_payroll=None, definitive=None, settled=ZERO, data_due_on=None, reminders=0,
        instalments=[store.Instalment(policy_number=policy_number, year=year, number=number, invoiced_on=part.invoiced_on,
                                      amount=part.amount, invoice_number=None) for number, part in enumerate(parts, 1)])
    session.add(row)
    session.flush()
    return row
