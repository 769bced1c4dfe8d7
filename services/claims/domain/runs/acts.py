"""What people and the platform do with a payment run, and the step in which that leaves it (screens.md §4.4)."""
from enum import StrEnum


class RunActKind(StrEnum):
    """Kinds of acts in the history of a run."""

    SEEN = "SEEN"
    SET_ASIDE = "SET_ASIDE"
    PUT_BACK = "PUT_BACK"
    CHECKED = "CHECKED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    FILED = "FILED"
    FETCHED = "FETCHED"
    REFUSED = "REFUSED"


TAKES_PART = frozenset({RunActKind.CHECKED, RunActKind.SET_ASIDE, RunActKind.PUT_BACK, RunActKind.REJECTED})
"""Acts after which somebody cannot approve the run."""


class RunStep(StrEnum):
    """Where a run is."""

    CHECK = "CHECK"
    APPROVE = "APPROVE"
    FILE = "FILE"
    CONFIRM = "CONFIRM"


def step_of(*, open_payments: int, is_checked: bool, approvals: int, needed: int) -> RunStep:
    """The step of a run.

    :param open_payments: payments that are in no file and not set aside
    """
    if not open_payments:
        return RunStep.CONFIRM
    if approvals >= needed:
        return RunStep.FILE
    return RunStep.APPROVE if is_checked else RunStep.CHECK
