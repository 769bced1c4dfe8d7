"""The steps between which a delivery can be interrupted; a test that watches them can end the process at each."""
from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """The step just completed, in the order of a delivery."""

    SLOT_READ = "slot read"
    ACKNOWLEDGED = "acknowledged"
    SENT_COMMITTED = "sent committed"
    BATCH_RECEIVED = "batch received"
    EFFECT_DONE = "effect done"
    EFFECT_COMMITTED = "effect committed"
    OFFSET_COMMITTED = "offset committed"


Watch = Callable[[Step], None]


def unwatched(_step: Step) -> None:
    """The default watcher; does nothing."""
