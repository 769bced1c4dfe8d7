"""The SEPA credit transfer file (pain.001.001.09), checked against its schema before it leaves."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sepaxml import SepaTransfer

from shared.kernel.money import to_cents
from shared.sepa import checked

SCHEMA = "pain.001.001.09"
PAYER_NAME = "Verzuim Ontzorg Verzekeringen NV"
PAYER_IBAN = "NL44RABO0123456789"
PAYER_BIC = "RABONL2U"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One credit transfer in euros; the reference comes back on the bank statement."""

    name: str
    iban: str
    amount: Decimal
    reference: str
    text: str


def credit_transfer_file(message_id: str, pay_on: date, transfers: list[Transfer]) -> bytes:
    """The XML of a batch; the same input gives the same message id.

    :raises Exception: if the file does not fit the XSD
    """
    sepa = SepaTransfer({"name": PAYER_NAME, "IBAN": PAYER_IBAN, "BIC": PAYER_BIC, "batch": True, "currency": "EUR",
                         "msg_id": message_id}, schema=SCHEMA, clean=True)
    for transfer in transfers:
        sepa.add_payment({"name": transfer.name[:70], "IBAN": transfer.iban, "amount": to_cents(transfer.amount),
                          "execution_date": pay_on, "description": transfer.text[:140],
                          "endtoend_id": transfer.reference})
    return checked(sepa.export(validate=False, pretty_print=True), SCHEMA)
