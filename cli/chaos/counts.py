"""What runs with faults add up to; the last line of `./ontzorg chaos`."""
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one run, or of several added up.

    :ivar kills: workers that were ended between two steps
    :ivar events: events that use cases published
    :ivar lost: effects or events that should be there and are not
    :ivar doubled: effects that are there more than once
    :ivar out_of_order: events of one key that overtook each other, or copies that stand still on an older fact
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
