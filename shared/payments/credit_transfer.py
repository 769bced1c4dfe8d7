"""SEPA credit transfers (pain.001.001.09)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from shared.payments.batch import add_own_account, start_batch
from shared.payments.latin import TEXT_LENGTH, to_latin
from shared.payments.party import OWN_ACCOUNT, OwnAccount, Party, checked_amount
from shared.payments.schema import checked
from shared.payments.xml import Element, add, amount, written

SCHEMA = "pain.001.001.09"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTransfer:
    """One transfer in euros.

    :ivar reference: comes back on the bank statement (EndToEndId), see `identifiers.payment_id`
    """

    payee: Party
    amount: Decimal
    reference: str
    text: str

    @classmethod
    def of(cls, *, name: str, iban: str, amount: Decimal, reference: str, text: str) -> Self:
        """A transfer with validated payee and amount.

        :raises NotWritable, IbanNotPayable, AmountNotPayable: if the payee cannot be paid
        """
        return cls(payee=Party.of(name=name, iban=iban), amount=checked_amount(amount), reference=reference,
                   text=to_latin(text, length=TEXT_LENGTH))


def credit_transfer_file(*, message_id: str, made_at: datetime, execute_on: date, transfers: Sequence[CreditTransfer],
                         account: OwnAccount = OWN_ACCOUNT) -> bytes:
    """One batch; the same arguments give the same bytes, so that a bank recognises a file sent twice.

    :param message_id: unique among all files, at most 33 characters
    :param transfers: at least one
    :raises xmlschema.XMLSchemaValidationError: if it does not fit the XSD
    """
    root, batch = start_batch(SCHEMA, "CstmrCdtTrfInitn", "TRF", message_id=message_id, made_at=made_at,
                              amounts=[one.amount for one in transfers], account=account)
    add(batch, "PmtTpInf/SvcLvl/Cd", "SEPA")
    add(batch, "ReqdExctnDt/Dt", execute_on.isoformat())
    add_own_account(batch, "Dbtr", account)
    for transfer in transfers:
        _add_transfer(batch, transfer)
    return checked(written(root), SCHEMA)


def _add_transfer(batch: Element, transfer: CreditTransfer) -> None:
    line = add(batch, "CdtTrfTxInf")
    add(line, "PmtId/EndToEndId", transfer.reference)
    add(line, "Amt/InstdAmt", amount(transfer.amount), Ccy="EUR")
    add(line, "Cdtr/Nm", transfer.payee.name)
    add(line, "CdtrAcct/Id/IBAN", transfer.payee.iban)
    add(line, "RmtInf/Ustrd", transfer.text)
