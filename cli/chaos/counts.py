"""The totals of runs with faults, printed as the last line of `./ontzorg chaos`."""
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of one run or of several.

    :ivar kills: workers killed between two steps
    :ivar events: events that use cases published
    :ivar lost: missing effects or events
    :ivar doubled: effects that exist more than once
    :ivar out_of_order: events with the same key that overtook each other, or copies that hold an older fact
    """

    runs: int = 0
    kills: int = 0
    events: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))

    @property
    def is_clean(self) -> bool:
        """Whether everything arrived once and in order."""
        return not (self.lost or self.doubled or self.out_of_order)

    def __str__(self) -> str:
        return (f"{self.runs} runs, {self.kills} kills, {self.events} events, "
                f"{self.lost} lost, {self.doubled} doubled, {self.out_of_order} out of order")
