"""The steps between which a delivery can be interrupted; whoever watches them may end the process at any."""
from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """What has just been done, in the order in which an event meets it."""

    SLOT_READ = "slot read"
    ACKNOWLEDGED = "acknowledged"
    SENT_COMMITTED = "sent committed"
    BATCH_RECEIVED = "batch received"
    EFFECT_DONE = "effect done"
    EFFECT_COMMITTED = "effect committed"
    OFFSET_COMMITTED = "offset committed"


Watch = Callable[[Step], None]


def unwatched(_step: Step) -> None:
    """Nobody looks."""
