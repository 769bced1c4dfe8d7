"""Invoice the arbo service: heads in service on the first day of the period, times the tariff (R-088)."""
from datetime import date

from sqlalchemy import or_, select

from services.billing import store
from services.billing.domain.arbo.arbo_period import ArboPeriod, period_name, reference_date
from services.billing.domain.arbo.fee import Employment, arbo_fee, headcount
from services.billing.usecases.invoices.issue_invoice import Sums, find_invoice, issue_invoice
from shared.db.session import Session
from shared.events.billing import InvoiceKind
from shared.kernel.period import Period


def list_policies_in_force(session: Session, day: date) -> list[str]:
    """Numbers of the policies that cover a day."""
    policy = store.Policy
    return list(session.scalars(select(policy.policy_number).where(
        policy.valid_from <= day, or_(policy.valid_until.is_(None), policy.valid_until >= day))))


def invoice_arbo(session: Session, *, policy_number: str, day: date, issued_on: date) -> bool:
    """Invoice a policy for the period in which `day` lies, once; with nobody in service there is no invoice (A-05).

    :returns: whether an invoice was issued
    """
    policy = session.get(store.Policy, policy_number, with_for_update=True)
    if policy is None or day not in Period(policy.valid_from, policy.valid_until):
        return False
    length = ArboPeriod(policy.arbo_period)
    subject = period_name(length, day)
    if find_invoice(session, policy, InvoiceKind.ARBO, subject) is not None:
        return False
    reference = max(reference_date(length, day), policy.valid_from)
    employments = [Employment(e.employee_id, Period(e.employed_from, e.employed_until))
                   for e in store.list_employees(session, policy.policy_number)]
    fee = arbo_fee(headcount(employments, on=reference), policy.arbo_tariff_incl_vat, supplied_on=reference)
    if fee is None:
        return False
    issue_invoice(session, policy=policy, kind=InvoiceKind.ARBO, subject=subject, issued_on=issued_on, sums=Sums(
        gross=fee.gross, net=fee.net, vat=fee.vat, vat_pct=fee.vat_pct,
        details={"heads": fee.heads, "tariff_incl_vat": f"{fee.tariff_incl_vat:.2f}",
                 "reference_on": reference.isoformat()}))
    return True
