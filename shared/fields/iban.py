"""IBAN: accepted in groups and in any case, stored in electronic form."""
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from shared.fields.invalid import InvalidInput
from shared.fields.text import tidy

_LONGEST_WRITTEN = 60


def parse_iban(raw: object) -> str:
    """The electronic form: capitals, no spaces. Validates country, length and check digits.

    :raises InvalidInput: ``input.iban``
    """
    text = tidy(raw).replace(" ", "").upper()
    try:
        if not text.isascii() or len(text) > _LONGEST_WRITTEN:
            raise ValueError(text)
        return str(IBAN(text))
    except (SchwiftyException, ValueError):
        raise InvalidInput("input.iban", "Dit is geen geldig IBAN.") from None
