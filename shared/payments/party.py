"""Payer and payee of a payment file, validated so that the bank does not refuse the file."""
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from shared.fields.iban import parse_iban
from shared.fields.invalid import InvalidInput
from shared.kernel.refusals import RuleViolated
from shared.payments.latin import latin_name

MOST = Decimal("999999999.99")
"""The largest amount of a SEPA transaction."""


class IbanNotPayable(RuleViolated):
    """The IBAN of a party is invalid."""


class AmountNotPayable(RuleViolated):
    """The amount is outside the SEPA bounds: above zero and at most 999,999,999.99 euros."""


@dataclass(frozen=True, slots=True)
class Party:
    """An account holder, as a payment file names it."""

    name: str
    iban: str

    @classmethod
    def of(cls, *, name: str, iban: str) -> Self:
        """A party from a name in any script and an IBAN with or without spaces.

        :raises NotWritable: if the name has no character in the basic Latin set
        :raises IbanNotPayable: ``payee.iban`` if it is no IBAN
        """
        try:
            return cls(latin_name(name), parse_iban(iban))
        except InvalidInput as problem:
            raise IbanNotPayable("payee.iban", "Het rekeningnummer is geen geldig IBAN.", field="iban") from problem


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account of the insurer with its bank.

    :ivar creditor_id: for direct debits
    """

    party: Party
    bic: str
    creditor_id: str


OWN_ACCOUNT = OwnAccount(Party("Verzuim Ontzorg Verzekeringen NV", "NL44RABO0123456789"), "RABONL2U",
                         "NL00ZZZ123456780000")


def checked_amount(euros: Decimal) -> Decimal:
    """The amount, if it is within the SEPA bounds.

    :raises AmountNotPayable: ``payee.amount``
    """
    if not Decimal(0) < euros <= MOST:
        raise AmountNotPayable("payee.amount", "Dit bedrag kan niet in één betaling worden overgemaakt.", field="amount")
    return euros
