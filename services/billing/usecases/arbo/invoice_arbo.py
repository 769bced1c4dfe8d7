"""Invoice the arbo fee: employees in service on the first day of the period, times the tariff (R-088)."""
from datetime import date

from sqlalchemy import ColumnExpressionArgument, Exists, exists, select

from services.billing import store
from services.billing.domain.arbo.arbo_period import ArboPeriod, period_name, reference_date
from services.billing.domain.arbo.fee import arbo_fee, counted_on
from services.billing.usecases.invoices.issue_invoice import Sums, issue_invoice
from services.billing.usecases.policies.list_in_force import select_in_force
from shared.db.session import Session
from shared.events.billing import InvoiceKind


def invoice_arbo(session: Session, *, policy_number: str, day: date, issued_on: date) -> bool:
    """Invoice a policy once for the period that contains `day`; without employees there is no invoice (A-05).

    The tariff is that of the version in force on the day on which employees are counted. A day that was invoiced as part
    of a period of another length is not invoiced again.

    :returns: whether an invoice was issued
    """
    policy = store.lock_policy(session, policy_number)
    if policy is None:
        return False
    versions = store.get_versions(session, policy_number)
    if not versions.covers(day) or _is_invoiced(session, policy_number, day):
        return False
    length = versions.on(day).arbo_period
    reference = max(reference_date(length, day), versions.first_day)
    counted = counted_on((one.employment for one in store.list_employees(session, policy_number)), reference)
    fee = arbo_fee(len(counted), versions.on(reference).arbo_tariff, supplied_on=reference)
    if fee is None:
        return False
    invoice = issue_invoice(
        session, policy=policy, kind=InvoiceKind.ARBO, subject=period_name(length, day), issued_on=issued_on,
        sums=Sums(gross=fee.gross, net=fee.net, vat=fee.vat, vat_pct=fee.vat_pct,
                  details={"heads": fee.heads, "tariff_incl_vat": f"{fee.tariff_incl_vat:.2f}",
                           "reference_on": reference.isoformat()}))
    store.add_counted(session, invoice.number, counted)
    return True


def list_policies_to_invoice(session: Session, day: date) -> list[str]:
    """Numbers of the policies in force that have no arbo invoice for the period in which `day` lies."""
    return list(session.scalars(select_in_force(day).where(~_has_invoice(store.PolicyVersion.policy_number, day))))


def _is_invoiced(session: Session, policy_number: str, day: date) -> bool:
    return bool(session.scalar(select(_has_invoice(policy_number, day))))


def _has_invoice(policy_number: ColumnExpressionArgument[str] | str, day: date) -> Exists:
    names = [period_name(length, day) for length in ArboPeriod]
    invoice = store.Invoice
    return exists().where(invoice.policy_number == policy_number, invoice.kind == InvoiceKind.ARBO.value,
                          invoice.subject.in_(names))
