"""Refusals of a use case: a stable code for programs and a Dutch sentence for people.

The HTTP edge maps each class to a status code; use cases do not depend on HTTP.
"""


class Refusal(Exception):
    """The request was understood and is refused.

    :param code: stable, like ``absence.already_open``
    :param message: Dutch, says what to do
    :param field: the input it concerns, if one
    """

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.field = field


class RuleViolated(Refusal):
    """A business rule forbids the request, independent of the present state (422)."""


class Conflict(Refusal):
    """The present state of the resource forbids the request (409)."""


class NotFound(Refusal):
    """The resource does not exist, or it belongs to another employer (404)."""


class Forbidden(Refusal):
    """The actor lacks the right (403)."""


class Malformed(Refusal):
    """The request cannot be parsed (400)."""


class Stale(Refusal):
    """The resource was changed after the requester read it (412)."""

    def __init__(self) -> None:
        super().__init__("version.stale", "Iemand anders heeft dit intussen gewijzigd. Haal de gegevens opnieuw op.")


def ensure_version(expected: int | None, actual: int) -> None:
    """Refuse a change unless the resource still has the version that the requester read.

    :param expected: None not to check
    :raises Stale: if they differ
    """
    if expected is not None and expected != actual:
        raise Stale


class Several(RuleViolated):
    """More than one rule is violated; carries all refusals, so that one response reports them together as ``input.invalid``."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(refusals[0].code if len(refusals) == 1 else "input.invalid", " ".join(r.message for r in refusals))
        self.refusals = refusals
