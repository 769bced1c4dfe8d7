"""Invoice the provisional premium in instalments, and settle the year once its wages are known (§4.1, R-018, R-019)."""
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.billing import store
from services.billing.domain.premium.instalments import plan_instalments
from services.billing.domain.premium.premium import (
    PremiumRate,
    definitive_premium,
    premium_of,
    provisional_payroll,
    settle,
)
from services.billing.domain.premium.premium_year import PremiumYearState, advance
from services.billing.domain.premium.wages import PolicyYear, WageSegment
from services.billing.usecases.invoices.issue_invoice import Sums, issue_invoice
from shared.db.session import Session
from shared.events.absence import ConfirmedWages, DataCampaignSubmitted
from shared.events.billing import InvoiceKind
from shared.kernel.money import ZERO
from shared.kernel.period import Period


def invoice_premium(session: Session, *, policy_number: str, day: date, issued_on: date) -> int:
    """Issue the instalments of a policy that are due in the year of `day` and not invoiced.

    :returns: number of invoices
    """
    policy = session.get(store.Policy, policy_number, with_for_update=True)
    if policy is None or day not in Period(policy.valid_from, policy.valid_until):
        return 0
    year = session.get(store.PremiumYear, (policy_number, day.year)) or _begin_year(session, policy, day.year)
    if year is None:
        return 0
    parts = [part if part["invoice"] or part["on"] > day.isoformat() else _invoice_part(session, policy, year, part, issued_on)
             for part in year.parts]
    issued: int = sum(new["invoice"] != old["invoice"] for new, old in zip(parts, year.parts, strict=True))
    year.parts = parts
    return issued


def _invoice_part(session: Session, policy: store.Policy, year: store.PremiumYear, part: dict[str, Any],
                  issued_on: date) -> dict[str, Any]:
    """The instalment with the number of its invoice."""
    amount = Decimal(part["amount"])
    invoice = issue_invoice(
        session, policy=policy, kind=InvoiceKind.PREMIUM, subject=f"{year.year}-{part['on'][5:7]}", issued_on=issued_on,
        sums=Sums(gross=amount, net=amount, vat=ZERO, details={"year": year.year, "instalment_on": part["on"]}))
    return part | {"invoice": invoice.number}


def _begin_year(session: Session, policy: store.Policy, year: int) -> store.PremiumYear | None:
    """The provisional premium of a year, once somebody is in service."""
    employees = [_segments(e.wages, e.employed_from, e.employed_until)
                 for e in store.list_employees(session, policy.policy_number)]
    policy_year = PolicyYear.of(year, Period(policy.valid_from, policy.valid_until))
    rate = _rate(policy)
    payroll = provisional_payroll(employees, policy_year, rate)
    if not payroll:
        return None
    premium = premium_of(payroll, rate, policy_year)
    parts = plan_instalments(premium, policy_year.covered, policy.premium_instalments)
    row = store.PremiumYear(
        policy_number=policy.policy_number, year=year, state=PremiumYearState.PROVISIONAL.value,
        provisional_payroll=payroll, provisional=premium, definitive_payroll=None, definitive=None,
        parts=[{"on": p.invoiced_on.isoformat(), "amount": f"{p.amount:.2f}", "invoice": None} for p in parts])
    session.add(row)
    session.flush()
    return row


def settle_year(session: Session, *, event: DataCampaignSubmitted) -> None:
    """The wages of the past year are confirmed: calculate it definitively and invoice or credit the difference."""
    policy = session.get(store.Policy, event.policy_number, with_for_update=True)
    year = session.get(store.PremiumYear, (event.policy_number, event.year - 1))
    if policy is None or year is None or year.state == PremiumYearState.SETTLED.value:
        return
    policy_year = PolicyYear.of(year.year, Period(policy.valid_from, policy.valid_until))
    definitive = definitive_premium([_confirmed(e) for e in event.employees], policy_year, _rate(policy))
    year.definitive_payroll, year.definitive = definitive.payroll, definitive.premium
    for step in (PremiumYearState.AWAITING_DATA, PremiumYearState.DEFINITIVE, PremiumYearState.SETTLED):
        year.state = advance(PremiumYearState(year.state), step).value
    invoiced = sum((Decimal(part["amount"]) for part in year.parts if part["invoice"]), ZERO)
    amount = settle(definitive.premium, invoiced=invoiced).amount
    if amount:
        kind = InvoiceKind.PREMIUM if amount > 0 else InvoiceKind.CREDIT
        issue_invoice(session, policy=policy, kind=kind, subject=f"{year.year}-settlement",
                      issued_on=session.clock.today(), sums=Sums(
                          gross=amount, net=amount, vat=ZERO,
                          details={"year": year.year, "definitive": f"{definitive.premium:.2f}",
                                   "payroll": f"{definitive.payroll:.2f}", "invoiced": f"{invoiced:.2f}"}))


def _rate(policy: store.Policy) -> PremiumRate:
    return PremiumRate(rate_pct=policy.premium_rate_pct, cap=Decimal(policy.terms["max_insured_wage"]))


def _confirmed(employee: ConfirmedWages) -> list[WageSegment]:
    wages = [{"valid_from": w.valid_from.isoformat(), "annual_wage": str(w.annual_wage)} for w in employee.wages]
    return _segments(wages, employee.employed_from, employee.employed_until)


def _segments(wages: Sequence[dict[str, Any]], employed_from: date, employed_until: date | None) -> list[WageSegment]:
    """One segment per wage, each ending where the next begins, all within the employment."""
    starts = [max(date.fromisoformat(w["valid_from"]), employed_from) for w in wages]
    starts[0] = employed_from
    ends = [start - timedelta(days=1) for start in starts[1:]] + [employed_until]
    return [WageSegment(Period(start, end), Decimal(w["annual_wage"]))
            for w, start, end in zip(wages, starts, ends, strict=True) if end is None or end >= start]
