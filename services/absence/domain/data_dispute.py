"""A dispute of an employee's data, raised with a report by somebody who may not correct them (R-016)."""
from enum import StrEnum

from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.vocabulary import DisputeOutcome


class RejectionReason(StrEnum):
    """Why the data are right after all."""

    DATA_ARE_RIGHT = "DATA_ARE_RIGHT"
    CHANGES_LATER = "CHANGES_LATER"
    OTHER_EMPLOYEE = "OTHER_EMPLOYEE"


class DisputeSettled(Conflict):
    """The dispute has its outcome."""


class RejectionReasonRequired(RuleViolated):
    """A rejection has a reason, and a correction has none."""


def check_settlement(settled: DisputeOutcome | None, outcome: DisputeOutcome, reason: RejectionReason | None) -> None:
    """Check that a dispute can be settled with this outcome.

    :param settled: the outcome that it has; None while it is open
    :raises DisputeSettled: if it has one
    :raises RejectionReasonRequired: if the reason is missing, or stands with a correction
    """
    if settled is not None:
        raise DisputeSettled("dispute.already_settled", "Dit is al afgehandeld.")
    if outcome is DisputeOutcome.REJECTED and reason is None:
        raise RejectionReasonRequired("dispute.reason_required", "Kies waarom de gegevens kloppen.", field="reason_code")
    if outcome is DisputeOutcome.CORRECTED and reason is not None:
        raise RejectionReasonRequired("dispute.reason_unneeded", "Een reden hoort alleen bij gegevens die kloppen.",
                                      field="reason_code")
