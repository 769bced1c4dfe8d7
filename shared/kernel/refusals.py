"""Why a use case says no: a stable code for machines and a Dutch sentence for people.

The HTTP edge turns the class into a status; nothing inside knows of HTTP.
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
    """A rule of the trade forbids it, whatever the state (422)."""


class Conflict(Refusal):
    """The present state forbids it (409)."""


class NotFound(Refusal):
    """There is no such thing, or it is another employer's (404)."""


class Forbidden(Refusal):
    """The actor lacks the right (403)."""


class Malformed(Refusal):
    """The request itself cannot be read (400)."""


class Stale(Refusal):
    """The thing was changed after the requester read it (412)."""

    def __init__(self) -> None:
        super().__init__("version.stale", "Iemand anders heeft dit intussen gewijzigd. Haal de gegevens opnieuw op.")


def ensure_version(expected: int | None, actual: int) -> None:
    """Refuse a change to another version than the one the requester read.

    :param expected: None not to check
    :raises Stale: if they differ
    """
    if expected is not None and expected != actual:
        raise Stale


class Several(RuleViolated):
    """More than one rule is violated; all are told at once."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(refusals[0].code, " ".join(r.message for r in refusals))
        self.refusals = refusals
