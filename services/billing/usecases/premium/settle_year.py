"""Process January data: settle the past year, and recalculate the provisional premium of the new one (R-018, R-019, §15.9)."""
from collections.abc import Mapping, Sequence
from decimal import Decimal

from services.billing import store
from services.billing.domain.policies.premium_of_year import provisional_premium, rated_year
from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.instalments import replan
from services.billing.domain.premium.premium import definitive_premium_of, settle
from services.billing.domain.premium.premium_year import PremiumYearState, advance
from services.billing.domain.premium.wages import WageSegment
from services.billing.usecases.invoices.issue_invoice import Sums, issue_invoice
from services.billing.usecases.premium.begin_year import find_or_begin_past_year
from shared.db.session import Session
from shared.events.absence import ConfirmedWages, DataCampaignSubmitted
from shared.events.billing import InvoiceKind
from shared.kernel.money import ZERO
from shared.kernel.refusals import NotFound, RuleViolated

Submitted = Mapping[str, Sequence[WageSegment]]
"""The wages of the January data by employee id."""


def settle_january_data(session: Session, *, event: DataCampaignSubmitted) -> None:
    """Settle the covered part of the year before the campaign's, and adjust the campaign's own year.

    :raises NotFound: ``policy.not_found``
    :raises RuleViolated: ``campaign.not_open``; both errors park the event
    """
    policy = store.lock_policy(session, event.policy_number)
    if policy is None:
        raise NotFound("policy.not_found", "De januarigegevens horen bij een polis die billing niet kent.")
    if event.year > session.clock.today().year:
        raise RuleViolated("campaign.not_open", "De januarigegevens horen bij een jaar dat nog niet is begonnen.")
    versions = store.get_versions(session, event.policy_number)
    wages = {one.employee_id: _confirmed(one) for one in event.employees}
    _settle_past_year(session, policy, versions, event.year - 1, wages)
    _adapt_new_year(session, policy, versions, event.year, wages)


def _settle_past_year(session: Session, policy: store.Policy, versions: Versions, year: int, wages: Submitted) -> None:
    rated = rated_year(versions, year)
    if not rated:
        return  # the policy began later
    row = find_or_begin_past_year(session, policy.policy_number, versions, year)
    if row.state == PremiumYearState.SETTLED.value:
        return
    definitive = definitive_premium_of(list(wages.values()), year, rated)
    store.keep_wages(session, policy.policy_number, year, store.Basis.DEFINITIVE, wages)
    if row.state == PremiumYearState.PROVISIONAL.value:  # submitted without a request
        row.state = advance(PremiumYearState(row.state), PremiumYearState.AWAITING_DATA).value
    for step in (PremiumYearState.DEFINITIVE, PremiumYearState.SETTLED):
        row.state = advance(PremiumYearState(row.state), step).value
    settle_premium(session, policy, row, definitive.payroll, definitive.premium, subject=f"{year}-settlement")


def settle_premium(session: Session, policy: store.Policy, row: store.PremiumYear, payroll: Decimal, premium: Decimal, *,
                   subject: str) -> None:
    """Invoice or credit the difference between a year's premium and what was invoiced for it.

    :param subject: of the invoice: a settlement, or an estimate
    """
    row.definitive_payroll, row.definitive = payroll, premium
    amount = settle(premium, invoiced=row.invoiced).amount
    _issue(session, policy, subject, amount, {
        "year": row.year, "definitive": f"{premium:.2f}", "payroll": f"{payroll:.2f}", "invoiced": f"{row.invoiced:.2f}"})
    row.settled += amount


def _adapt_new_year(session: Session, policy: store.Policy, versions: Versions, year: int, wages: Submitted) -> None:
    """Add the difference to the next instalment; without one, invoice or credit it immediately."""
    row = session.get(store.PremiumYear, (policy.policy_number, year))
    if row is None or row.state != PremiumYearState.PROVISIONAL.value:
        return  # it has not begun and will use these wages, or has ended
    row.provisional_payroll, premium = provisional_premium(versions, year, list(wages.values()))
    store.keep_wages(session, policy.policy_number, year, store.Basis.PROVISIONAL, wages)
    if premium == row.provisional:
        return
    row.provisional = premium
    invoiced = [part for part in row.instalments if part.invoice_number is not None]
    others = [part for part in row.instalments if part.invoice_number is None]
    plan = replan(premium, invoiced=[part.amount for part in invoiced], still_open=len(others))
    for part, amount in zip(others, plan.amounts, strict=True):
        part.amount = amount
    _issue(session, policy, f"{year}-january", plan.remainder, {"year": year, "provisional": f"{premium:.2f}"})
    row.settled += plan.remainder


def _issue(session: Session, policy: store.Policy, subject: str, amount: Decimal, details: dict[str, object]) -> None:
    if amount:
        kind = InvoiceKind.PREMIUM if amount > 0 else InvoiceKind.CREDIT
        issue_invoice(session, policy=policy, kind=kind, subject=subject, issued_on=session.clock.today(),
                      sums=Sums(gross=amount, net=amount, vat=ZERO, details=details))


def _confirmed(employee: ConfirmedWages) -> list[WageSegment]:
    return store.insured_wages([(one.valid_from, one.annual_wage) for one in employee.wages], employee.employed_from,
                               employee.employed_until)
