"""Read queries of billing: policies with their versions, invoices, premium years."""
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import defer

from services.billing import store
from services.billing.publishing import terms_of
from shared.db.session import Session
from shared.events.base import schema_of
from shared.events.billing import PolicyTerms
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.web.pages import Page, page, page_by_keys, page_by_number


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """A policy with the data of one of its versions.

    :ivar latest_version: number of the latest accepted version, used as the ETag
    :ivar terms: the terms in the format of the event
    """

    policy_number: str
    employer_id: str
    company_name: str
    version: int
    latest_version: int
    valid_from: date
    valid_until: date | None
    guidance_from: date
    terms: dict[str, Any]
    premium_rate_pct: Decimal
    premium_instalments: int
    arbo_tariff_incl_vat: Decimal
    arbo_period: str
    payment_method: str

    @classmethod
    def of(cls, policy: store.Policy, row: store.PolicyVersion) -> "PolicyView":
        """Build the view from the rows."""
        return cls(
            policy_number=policy.policy_number, employer_id=policy.employer_id, company_name=row.company_name,
            version=row.version, latest_version=policy.version, valid_from=row.valid_from,
            valid_until=row.valid_until, guidance_from=row.guidance_from,
            terms=dict(schema_of(PolicyTerms)().dump(terms_of(row))), premium_rate_pct=row.premium_rate_pct,
            premium_instalments=row.premium_instalments, arbo_tariff_incl_vat=row.arbo_tariff_incl_vat,
            arbo_period=row.arbo_period, payment_method=row.payment_method)


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


@dataclass(frozen=True, slots=True)
class CollectionView:
    """The direct debits of a day.

    :ivar booked_on: day on which the bank booked them, or None
    :ivar version: the ETag
    :ivar debits: number of direct debits
    :ivar amount: their sum in euros
    """

    collected_on: date
    booked_on: date | None
    version: int
    debits: int
    amount: Decimal


def get_policy(session: Session, *, actor: Actor, policy_number: str) -> PolicyView:
    """One policy, with the version in force today.

    :raises NotFound: ``policy.not_found``
    """
    policy = store.get_policy(session, policy_number, actor)
    rows = store.list_versions(session, [policy_number])[policy_number]
    return PolicyView.of(policy, store.row_on(rows, session.clock.today()))


def list_policies(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[PolicyView]:
    """The policies of the actor's employer, or all for staff, with the versions in force today."""
    query = select(store.Policy)
    if actor.employer_id is not None:
        query = query.where(store.Policy.employer_id == actor.employer_id)
    found: Page[store.Policy] = page(session, query, key=store.Policy.policy_number, view=lambda row: row, cursor=cursor,
                                     limit=limit)
    versions = store.list_versions(session, [policy.policy_number for policy in found.items])
    today = session.clock.today()
    return Page([PolicyView.of(policy, store.row_on(versions[policy.policy_number], today)) for policy in found.items],
                found.next)


def list_versions(session: Session, *, actor: Actor, policy_number: str) -> list[PolicyView]:
    """All versions of a policy, in the order in which they were accepted.

    :raises NotFound: ``policy.not_found``
    """
    policy = store.get_policy(session, policy_number, actor)
    return [PolicyView.of(policy, row) for row in store.list_versions(session, [policy_number])[policy_number]]


def get_invoice(session: Session, *, actor: Actor, number: str) -> store.Invoice:
    """One invoice.

    :raises NotFound: ``invoice.not_found``
    """
    return store.get_invoice(session, number, actor)


def list_invoices(session: Session, *, actor: Actor, cursor: str | None, limit: int,
                  order: str = "oldest") -> Page[Row[Any]]:
    """The invoices of the actor's employer, or all for staff, in the order of issue.

    :param order: ``oldest`` or ``newest`` first
    """
    table = store.Invoice.__table__
    query = select(table)
    if actor.employer_id is not None:
        query = query.where(table.c.employer_id == actor.employer_id)
    return page_by_number(session, query, key=table.c.position, view=lambda row: row, cursor=cursor, limit=limit,
                          is_newest_first=order == "newest")


def list_collections(session: Session, *, cursor: str | None, limit: int) -> Page[CollectionView]:
    """Collections with a file, by day, with number and sum of their direct debits."""
    def view_all(rows: Sequence[store.Collection]) -> list[CollectionView]:
        sums = store.sum_debits(session, [row.collected_on for row in rows])
        return [CollectionView(row.collected_on, row.booked_on, row.version, *sums.get(row.collected_on, (0, ZERO)))
                for row in rows]

    query = select(store.Collection).options(defer(store.Collection.file))
    return page_by_keys(session, query, keys=(store.Collection.collected_on,), view_all=view_all, cursor=cursor, limit=limit)


def get_collection(session: Session, *, collected_on: date) -> store.Collection:
    """The collection of a day with its SEPA file.

    :raises NotFound: ``collection.not_found``
    """
    return store.get_collection(session, collected_on)


def list_premium_years(session: Session, *, actor: Actor, policy_number: str) -> list[PremiumYearView]:
    """The premium of each year of a policy, oldest first.

    :raises NotFound: ``policy.not_found``
    """
    policy = store.get_policy(session, policy_number, actor)
    rows = session.scalars(select(store.PremiumYear).where(store.PremiumYear.policy_number == policy.policy_number)
                           .order_by(store.PremiumYear.year))
    settled = _settlements(session, policy_number)
    return [PremiumYearView(
        year=row.year, state=row.state, provisional_payroll=row.provisional_payroll, provisional=row.provisional,
        definitive_payroll=row.definitive_payroll, definitive=row.definitive, parts=row.instalments,
        settlement=settled.get(row.year, ZERO) if row.definitive is not None else None) for row in rows]


def _settlements(session: Session, policy_number: str) -> dict[int, Decimal]:
    """The sum of the settlement invoices and credit notes of each year."""
    invoice = store.Invoice
    rows = session.execute(select(invoice.subject, invoice.gross).where(
        invoice.policy_number == policy_number, invoice.subject.regexp_match(r"^\d{4}-(settlement|estimate)$")))
    settled: dict[int, Decimal] = defaultdict(Decimal)
    for subject, gross in rows:
        settled[int(subject[:4])] += gross
    return settled
