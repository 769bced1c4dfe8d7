"""Taking back what was recorded wrongly: the record stays, with a reason from a list (domain.md §7.3, §15.5)."""
from enum import StrEnum

from shared.kernel.refusals import Conflict, NotFound


class WithdrawalReason(StrEnum):
    """Why a record is wrong."""

    NOT_HAPPENED = "NOT_HAPPENED"
    WRONG_DAY = "WRONG_DAY"
    WRONG_CASE = "WRONG_CASE"
    RECORDED_TWICE = "RECORDED_TWICE"


class RecordNotFound(NotFound):
    """The dossier has no such record."""

    def __init__(self) -> None:
        super().__init__("record.not_found", "Dit staat niet in het dossier.")


class AlreadyWithdrawn(Conflict):
    """The record was withdrawn before."""

    def __init__(self) -> None:
        super().__init__("record.withdrawn", "Dit is al ingetrokken.")
