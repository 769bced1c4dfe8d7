"""The old and the new value of a correction, as part of an event."""
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ChangedValue:
    """A corrected value, as text; None where there is none.

    :ivar mutation_id: the partial recovery to which it belongs; None for a value of the absence itself
    """

    field: str
    old: str | None = None
    new: str | None = None
    mutation_id: str | None = None
