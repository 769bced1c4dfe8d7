"""Why a value is refused: a stable code for programs and a Dutch sentence for people."""


class InvalidInput(ValueError):
    """A value that the field type does not accept.

    :ivar code: stable, like ``input.name``
    :ivar message: Dutch; says what to do
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


REQUIRED = ("input.required", "Vul dit in.")


def required() -> InvalidInput:
    """A value is missing."""
    return InvalidInput(*REQUIRED)
