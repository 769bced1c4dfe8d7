"""Policies with the data of their versions."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.billing import store
from services.billing.publishing import terms_of
from shared.db.session import Session
from shared.events.base import schema_of
from shared.events.billing import PolicyTerms
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """A policy with the data of one of its versions.

    :ivar latest_version: number of the latest accepted version, used as the ETag
    :ivar terms: the terms in the format of the event
    """

    policy_number: str
    employer_id: str
    company_name: str
    postcode: str
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
            postcode=row.postcode,
            version=row.version, latest_version=policy.version, valid_from=row.valid_from,
            valid_until=row.valid_until, guidance_from=row.guidance_from,
            terms=dict(schema_of(PolicyTerms)().dump(terms_of(row))), premium_rate_pct=row.premium_rate_pct,
            premium_instalments=row.premium_instalments, arbo_tariff_incl_vat=row.arbo_tariff_incl_vat,
            arbo_period=row.arbo_period, payment_method=row.payment_method)


def get_policy(session: Session, *, actor: Actor, policy_number: str) -> PolicyView:
    """One policy, with the version in force today.

    :raises NotFound: ``policy.not_found``
    """
    policy = store.get_policy(session, policy_number, actor)
    rows = store.list_versions(session, [policy_number])[policy_number]
    return PolicyView.of(policy, store.row_on(rows, session.clock.today()))
