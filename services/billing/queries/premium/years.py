"""The premium years of a policy."""
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from services.billing import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumYearView:
    """The premium of a year.

    :ivar settlement: invoiced less credited once the definitive premium was known or estimated; None before
    :ivar parts: its instalments with the number of their invoice once issued
    """

    year: int
    state: str
    provisional_payroll: Decimal
    provisional: Decimal
    definitive_payroll: Decimal | None
    definitive: Decimal | None
    settlement: Decimal | None
    parts: Sequence[store.Instalment]


def list_premium_years(session: Session, *, actor: Actor, policy_number: str) -> list[PremiumYearView]:
    """The premium of each year of a policy, oldest first.

    :raises NotFound: ``policy.not_found``
    """
    policy = store.get_policy(session, policy_number, actor)
    rows = session.scalars(select(store.PremiumYear).where(store.PremiumYear.policy_number == policy.policy_number)
                           .order_by(store.PremiumYear.year))
    settled = list_settlements(session, [policy_number])
    return [PremiumYearView(
        year=row.year, state=row.state, provisional_payroll=row.provisional_payroll, provisional=row.provisional,
        definitive_payroll=row.definitive_payroll, definitive=row.definitive, parts=row.instalments,
        settlement=settled.get((policy_number, row.year), ZERO) if row.definitive is not None else None) for row in rows]


def list_settlements(session: Session, policy_numbers: Sequence[str]) -> dict[tuple[str, int], Decimal]:
    """The sum of the settlement invoices and credit notes of each year of some policies."""
    invoice = store.Invoice
    rows = session.execute(select(invoice.policy_number, invoice.subject, invoice.gross).where(
        invoice.policy_number.in_(policy_numbers), invoice.subject.regexp_match(r"^\d{4}-(settlement|estimate)$")))
    settled: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for policy_number, subject, gross in rows:
        settled[policy_number, int(subject[:4])] += gross
    return settled
