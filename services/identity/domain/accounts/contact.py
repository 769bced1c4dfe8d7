"""Contact data of a person, in two types, so that a code for a phone cannot be sent to a mailbox by mistake."""
import re
from dataclasses import dataclass

from shared.kernel.refusals import RuleViolated

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_MAX_EMAIL = 254


class ContactInvalid(RuleViolated):
    """The phone number or e-mail address is invalid."""


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A mobile number in E.164 (R-190).

    :raises ContactInvalid: for another form
    """

    value: str

    def __post_init__(self) -> None:
        if not _E164.fullmatch(self.value):
            raise ContactInvalid("phone.invalid", "Vul een geldig mobiel nummer in, zoals 06 12345678.", field="phone")

    @property
    def masked(self) -> str:
        """The last two digits, by which the owner recognises the phone: `•• 78`."""
        return f"•• {self.value[-2:]}"


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An address with one @ and a lower-cased domain (R-189).

    :raises ContactInvalid: for another form
    """

    value: str

    def __post_init__(self) -> None:
        local, at, domain = self.value.rpartition("@")
        fits = at and local and "." in domain and domain == domain.lower() and len(self.value) <= _MAX_EMAIL
        if not fits or any(c.isspace() for c in self.value):
            raise ContactInvalid("email.invalid", "Vul een geldig e-mailadres in, zoals naam@bedrijf.nl.", field="email")
