"""How often a consultant makes the first contact before its clock ends (features idea 12)."""
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The contacts of a consultant whose clock ended in a period.

    :ivar in_time: made on or before the last day of the clock
    :ivar late: made after it
    :ivar missed: not made, while the clock has ended
    """

    in_time: int
    late: int
    missed: int

    @property
    def total(self) -> int:
        """All contacts that were due."""
        return self.in_time + self.late + self.missed

    @property
    def share_in_time(self) -> Decimal | None:
        """Percentage made in time, one decimal; None if none was due."""
        return round(Decimal(100 * self.in_time) / self.total, 1) if self.total else None
