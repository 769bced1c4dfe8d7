"""Who pays and who is paid, checked so that no party can make a file that a bank refuses."""
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
    """Money cannot go to an account whose IBAN is wrong."""


class AmountNotPayable(RuleViolated):
    """A SEPA transaction is above zero and at most 999,999,999.99 euros."""


@dataclass(frozen=True, slots=True)
class Party:
    """An account holder, as a payment file names it."""

    name: str
    iban: str

    @classmethod
    def of(cls, *, name: str, iban: str) -> Self:
        """From a name of any kind and an IBAN as people write it.

        :raises NotWritable: if nothing of the name can be written
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
    """The amount, if a bank takes it.

    :raises AmountNotPayable: ``payee.amount``
    """
    if not Decimal(0) < euros <= MOST:
        raise AmountNotPayable("payee.amount", "Dit bedrag kan niet in één betaling worden overgemaakt.", field="amount")
    return euros
