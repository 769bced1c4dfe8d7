"""Invoice the arbo service: heads in service on the first day of the period, times the tariff (R-088)."""
from datetime import date

from sqlalchemy import select

from services.billing import store
from services.billing.domain.arbo.arbo_period import ArboPeriod, period_name, reference_date
from services.billing.domain.arbo.fee import Employment, arbo_fee, headcount
from services.billing.usecases.invoices.issue_invoice import Sums, find_invoice, issue_invoice
from shared.db.session import Session
from shared.events.billing import InvoiceKind
from shared.kernel.period import Period


def invoice_arbo(session: Session, *, today: date) -> int:
    """Invoice every policy whose present period is not invoiced yet; nobody in service is no invoice (A-05).

    :returns: number of invoices
    """
    issued = 0
    for policy in session.scalars(select(store.Policy).order_by(store.Policy.policy_number).with_for_update()).all():
        if today in Period(policy.valid_from, policy.valid_until):
            issued += _invoice(session, policy, today)
    return issued


def _invoice(session: Session, policy: store.Policy, today: date) -> bool:
    length = ArboPeriod(policy.arbo_period)
    subject = period_name(length, today)
    if find_invoice(session, policy, InvoiceKind.ARBO, subject) is not None:
        return False
    reference = max(reference_date(length, today), policy.valid_from)
    employments = [Employment(e.employee_id, Period(e.employed_from, e.employed_until))
                   for e in store.list_employees(session, policy.policy_number)]
    fee = arbo_fee(headcount(employments, on=reference), policy.arbo_tariff_incl_vat, supplied_on=reference)
    if fee is None:
        return False
    issue_invoice(session, policy=policy, kind=InvoiceKind.ARBO, subject=subject, issued_on=today, sums=Sums(
        gross=fee.gross, net=fee.net, vat=fee.vat, vat_pct=fee.vat_pct,
        details={"heads": fee.heads, "tariff_incl_vat": f"{fee.tariff_incl_vat:.2f}",
                 "reference_on": reference.isoformat()}))
    return True
