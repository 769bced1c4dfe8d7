"""What billing shows: policies, invoices, premium years."""
from typing import Any

from sqlalchemy import Select, select

from services.billing import store
from shared.db.session import Session
from shared.kernel.actor import Actor


def get_policy(session: Session, *, actor: Actor, policy_number: str) -> store.Policy:
    """One policy."""
    return store.get_policy(session, policy_number, actor)


def list_policies(session: Session, *, actor: Actor) -> list[store.Policy]:
    """The own employer's policies; all for staff."""
    query = _own(select(store.Policy), store.Policy.employer_id, actor)
    return list(session.scalars(query.order_by(store.Policy.policy_number)))


def get_invoice(session: Session, *, actor: Actor, number: str) -> store.Invoice:
    """One invoice."""
    return store.get_invoice(session, number, actor)


def list_invoices(session: Session, *, actor: Actor) -> list[store.Invoice]:
    """The own employer's invoices, oldest first; all for staff."""
    query = _own(select(store.Invoice), store.Invoice.employer_id, actor)
    return list(session.scalars(query.order_by(store.Invoice.issued_on, store.Invoice.number)))


def list_premium_years(session: Session, *, actor: Actor, policy_number: str) -> list[store.PremiumYear]:
    """The premium of each year of a policy."""
    policy = store.get_policy(session, policy_number, actor)
    query = select(store.PremiumYear).where(store.PremiumYear.policy_number == policy.policy_number)
    return list(session.scalars(query.order_by(store.PremiumYear.year)))


def _own(query: Select[Any], column: Any, actor: Actor) -> Select[Any]:
    return query if actor.employer_id is None else query.where(column == actor.employer_id)
