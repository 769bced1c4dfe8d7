"""Columns of records that can be taken back; the row stays as it was."""
from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.guidance.withdrawal import AlreadyWithdrawn, WithdrawalReason
from services.casework.store.base import ACCOUNT
from shared.kernel.actor import Actor


class Withdrawable:
    """A record that stays with the day, the reason and the account when it is taken back."""

    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None] = mapped_column(ACCOUNT)
    withdrawal_reason: Mapped[WithdrawalReason | None] = mapped_column(String(16))

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.withdrawn_on is None

    def take_back(self, *, by: Actor, on: date, reason: WithdrawalReason) -> None:
        """Mark it as taken back.

        :raises AlreadyWithdrawn: if it was taken back before
        """
        if not self.stands:
            raise AlreadyWithdrawn
        self.withdrawn_on, self.withdrawn_by, self.withdrawal_reason = on, by.account_id, reason
