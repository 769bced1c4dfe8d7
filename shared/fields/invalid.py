"""Validation errors of field types: a stable code for programs and a Dutch sentence for people."""


class InvalidInput(ValueError):
    """The field type does not accept the value.

    :ivar code: stable, like ``input.name``
    :ivar message: Dutch; says how to correct the value
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


REQUIRED = ("input.required", "Vul dit in.")


def required() -> InvalidInput:
    """A value is missing."""
    return InvalidInput(*REQUIRED)
