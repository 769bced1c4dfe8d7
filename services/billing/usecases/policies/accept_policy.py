"""Take a policy into force, or new terms for one; billing is the master of policies (E07)."""
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from services.billing import store
from services.billing.domain.premium.instalments import split_premium
from shared.db.session import Session
from shared.events.base import schema_of
from shared.events.billing import PolicyAccepted, PolicyTerms
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict, RuleViolated
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class PolicyApplication:
    """What acceptance enters; money in euros, percentages 0 to 100."""

    policy_number: str
    company_name: str
    postcode: str
    iban: str
    valid_from: date
    valid_until: date | None = None
    guidance_from: date | None = None
    employer_id: str | None = None
    premium_rate_pct: Decimal = Decimal("3.85")
    premium_instalments: int = 12
    arbo_tariff_incl_vat: Decimal = Decimal("139.15")
    arbo_period: str = "YEAR"
    payment_method: str = "DIRECT_DEBIT"
    terms: PolicyTerms = field(default_factory=PolicyTerms)


def accept_policy(session: Session, *, actor: Actor, command: PolicyApplication) -> store.Policy:
    """A new policy, or a new version of one with the same number.

    :raises Conflict: if the number belongs to another employer
    """
    _check(command)
    known = session.get(store.Policy, command.policy_number, with_for_update=True)
    if known is not None and command.employer_id not in (None, known.employer_id):
        raise Conflict("policy.number_taken", "Dit polisnummer is van een andere werkgever.", field="policy_number")
    policy = known or store.Policy(policy_number=command.policy_number, version=0,
                                   employer_id=command.employer_id or new_id())
    for name in ("company_name", "postcode", "iban", "valid_from", "valid_until", "premium_rate_pct",
                 "premium_instalments", "arbo_tariff_incl_vat", "arbo_period", "payment_method"):
        setattr(policy, name, getattr(command, name))
    policy.guidance_from = command.guidance_from or command.valid_from
    policy.terms = schema_of(PolicyTerms)().dump(command.terms)
    policy.version += 1
    session.add(policy)
    session.flush()
    accepted = PolicyAccepted(
        policy_number=policy.policy_number, employer_id=policy.employer_id, company_name=policy.company_name,
        postcode=policy.postcode, iban=policy.iban, version=policy.version, valid_from=policy.valid_from,
        valid_until=policy.valid_until, terms=command.terms, guidance_from=policy.guidance_from)
    session.add(store.PolicyVersion(policy_number=policy.policy_number, version=policy.version, told=accepted.to_data()))
    publish(session, accepted)
    return policy


def _check(command: PolicyApplication) -> None:
    if command.valid_until is not None and command.valid_until < command.valid_from:
        raise RuleViolated("period.invalid", "De polis eindigt voor hij begint.", field="valid_until")
    split_premium(Decimal(0), command.premium_instalments)
