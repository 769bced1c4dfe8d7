"""The versions of a policy, each with what it changed when it was accepted."""
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from services.billing import store
from services.billing.queries.policies.policies import PolicyView
from shared.db.session import Session
from shared.kernel.actor import Actor

NOT_COMPARED = frozenset({"policy_number", "employer_id", "version", "latest_version", "valid_from", "terms"})


class Changed(NamedTuple):
    """The fields that a version changes, ``terms.`` before the name of a term, and the version with their former values."""

    former: PolicyView
    names: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView(PolicyView):
    """A version of a policy.

    :ivar applies_from: the first day on which it counts; days before its acceptance keep their version
    :ivar before: what it changed; nothing for the first version
    """

    accepted_on: date
    applies_from: date
    before: Changed


def list_versions(session: Session, *, actor: Actor, policy_number: str) -> list[VersionView]:
    """All versions of a policy, in the order in which they were accepted.

    :raises NotFound: ``policy.not_found``
    """
    policy = store.get_policy(session, policy_number, actor)
    rows = store.list_versions(session, [policy_number])[policy_number]
    return [_view(policy, row, rows[:number]) for number, row in enumerate(rows)]


def changed(version: PolicyView, former: PolicyView) -> Changed:
    """The fields in which a version differs from a former one."""
    own = [each.name for each in fields(PolicyView)
           if each.name not in NOT_COMPARED and getattr(version, each.name) != getattr(former, each.name)]
    return Changed(former, [*own, *(f"terms.{name}" for name, value in version.terms.items() if former.terms[name] != value)])


def _view(policy: store.Policy, row: store.PolicyVersion, earlier: list[store.PolicyVersion]) -> VersionView:
    shown = PolicyView.of(policy, row)
    former = PolicyView.of(policy, store.row_on(earlier, row.value.applies_from)) if earlier else shown
    own = {each.name: getattr(shown, each.name) for each in fields(PolicyView)}
    return VersionView(**own, accepted_on=row.accepted_on, applies_from=row.value.applies_from, before=changed(shown, former))
