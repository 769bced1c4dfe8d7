"""Accept a policy, or a new version of one; billing is the source of truth for policies (E07, domain.md §15.8)."""
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from services.billing import store
from services.billing.domain.premium.instalments import refuse_other_numbers
from services.billing.publishing import policy_accepted, terms_of
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.events.billing import PolicyTerms
from shared.kernel.actor import Actor
from shared.kernel.folding import fold
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict, Refusal, RuleViolated, Several, ensure_version
from shared.messaging.outbox import publish

ALWAYS_NAMED = ("company_name", "postcode", "iban")
"""What the first version of a policy must say."""
DEFAULTS = {"premium_rate_pct": Decimal("3.85"), "premium_instalments": 12, "arbo_tariff_incl_vat": Decimal("139.15"),
            "arbo_period": "YEAR", "payment_method": "DIRECT_DEBIT"}
"""What it says unless it is named (domain.md §13)."""


@dataclass(frozen=True, kw_only=True)
class PolicyApplication:
    """An application as entered by acceptance; money in euros, percentages 0 to 100.

    None values and omitted keys of `terms` have their default in the first version; a later version takes them from the
    version in force on its first day.

    :ivar has_no_end: whether the version takes away the last day of the policy
    """

    policy_number: str
    valid_from: date
    company_name: str | None = None
    postcode: str | None = None
    iban: str | None = None
    valid_until: date | None = None
    has_no_end: bool = False
    guidance_from: date | None = None
    employer_id: str | None = None
    premium_rate_pct: Decimal | None = None
    premium_instalments: int | None = None
    arbo_tariff_incl_vat: Decimal | None = None
    arbo_period: str | None = None
    payment_method: str | None = None
    terms: Mapping[str, Any] = field(default_factory=dict)


class AcceptedPolicy(NamedTuple):
    """A policy with the accepted version."""

    policy: store.Policy
    version: store.PolicyVersion


def accept_policy(session: Session, *, actor: Actor, command: PolicyApplication,
                  version: int | None = None) -> AcceptedPolicy:
    """Accept a policy, or a new version of an existing one with the same number.

    :param version: the latest version that the actor read; None skips the check
    :raises Stale: if the policy has a newer version, or does not exist
    :raises Conflict: ``policy.number_taken`` if the number belongs to another employer, also after a concurrent request
    :raises RuleViolated: ``period.invalid``, ``premium.instalments``; ``input.required`` for an incomplete first version
    """
    policy = store.lock_policy(session, command.policy_number)
    if policy is not None and command.employer_id not in (None, policy.employer_id):
        raise Conflict("policy.number_taken", "Dit polisnummer is van een andere werkgever.", field="policy_number")
    ensure_version(version, policy.version if policy is not None else 0)
    row = draft_version(session, command)
    if policy is None:
        policy = store.Policy(policy_number=command.policy_number, version=0, employer_id=command.employer_id or new_id())
        session.add(policy)
    policy.version = row.version
    session.add(row)
    flush_unique(session, {"pk_policy": Conflict(
        "policy.number_taken", "Iemand anders maakte deze polis op hetzelfde moment.", field="policy_number")})
    publish(session, policy_accepted(policy, row))
    return AcceptedPolicy(policy, row)


def draft_version(session: Session, command: PolicyApplication) -> store.PolicyVersion:
    """The version that an application makes, not yet part of the session.

    :raises RuleViolated: ``period.invalid``, ``premium.instalments``; ``input.required`` for an incomplete first version
    """
    rows, today = store.list_versions(session, [command.policy_number])[command.policy_number], session.clock.today()
    values = _following(store.row_on(rows, max(command.valid_from, today)), command) if rows else _first(command)
    _check(command.valid_from, values)
    return store.PolicyVersion(policy_number=command.policy_number, version=len(rows) + 1, accepted_on=today,
                               valid_from=command.valid_from, search_name=fold(values["company_name"]), **values)


def _first(command: PolicyApplication) -> dict[str, Any]:
    missing: list[Refusal] = [RuleViolated("input.required", "Vul dit in.", field=name) for name in ALWAYS_NAMED
                              if getattr(command, name) is None]
    if missing:
        raise Several(missing)
    return (DEFAULTS | {"valid_until": None, "guidance_from": command.valid_from} | _named(command)
            | _columns(PolicyTerms(**command.terms)))


def _following(former: store.PolicyVersion, command: PolicyApplication) -> dict[str, Any]:
    """The data of the new version: values from the command, otherwise from the preceding version.

    An end before the new first day is not kept, because the policy is renewed.
    """
    kept = {name: getattr(former, name) for name in (*ALWAYS_NAMED, *DEFAULTS, "guidance_from")}
    is_renewed = former.valid_until is not None and former.valid_until < command.valid_from
    return (kept | {"valid_until": None if is_renewed or command.has_no_end else former.valid_until} | _named(command)
            | _columns(replace(terms_of(former), **command.terms)))


def _named(command: PolicyApplication) -> dict[str, Any]:
    names = (*ALWAYS_NAMED, *DEFAULTS, "valid_until", "guidance_from")
    return {name: value for name in names if (value := getattr(command, name)) is not None}


def _columns(terms: PolicyTerms) -> dict[str, Any]:
    values = {one.name: getattr(terms, one.name) for one in fields(terms)}
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()}


def _check(valid_from: date, values: Mapping[str, Any]) -> None:
    if values["valid_until"] is not None and values["valid_until"] < valid_from:
        raise RuleViolated("period.invalid", "De polis eindigt voor hij begint.", field="valid_until")
    refuse_other_numbers(values["premium_instalments"], field="premium_instalments")
