"""Who must approve a payment run before its file is made (features.md CL10, screens.md §2.6)."""
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from shared.kernel.refusals import Conflict, RuleViolated

APPROVAL_LIMIT = Decimal("1000000.00")
FOUR_EYES = 2


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """How many people approve a run.

    :ivar limit: above this total, in euros, two people approve
    :ivar is_automatic: whether a run up to the limit is approved without a person; otherwise by one
    """

    limit: Decimal = APPROVAL_LIMIT
    is_automatic: bool = True

    def needed(self, total: Decimal) -> int:
        """The number of people who must approve a run of this total."""
        if total > self.limit:
            return FOUR_EYES
        return 0 if self.is_automatic else 1


class ControlNumberChanged(Conflict):
    """The set of payments is not the one that the person saw."""

    def __init__(self) -> None:
        super().__init__("payment_run.changed", "De betaalrun is gewijzigd. Bekijk de nieuwe stand en het nieuwe controlegetal.",
                         field="control_number")


class ApproverNotAllowed(Conflict):
    """The person took part in what is approved, or approved already."""


class RunNotReady(RuleViolated):
    """The run is not in the state that the act needs."""


def refuse_other_set(*, seen: str, present: str) -> None:
    """Refuse an act on another set than the one that was on the screen.

    :raises ControlNumberChanged: if the control numbers differ
    """
    if seen != present:
        raise ControlNumberChanged


def refuse_approver(account_id: str, *, took_part: Collection[str], approved: Collection[str]) -> None:
    """Refuse somebody who may not approve a run.

    :param took_part: accounts that checked or changed the run, or confirmed an account in it
    :param approved: accounts that approved this set
    :raises ApproverNotAllowed: ``payment_run.own_work`` or ``payment_run.approved_before``
    """
    if account_id in approved:
        raise ApproverNotAllowed("payment_run.approved_before", "U gaf al akkoord. Een ander moet het tweede akkoord geven.")
    if account_id in took_part:
        raise ApproverNotAllowed("payment_run.own_work",
                                 "U heeft deze betaalrun gecontroleerd of gewijzigd. Een ander moet akkoord geven.")
