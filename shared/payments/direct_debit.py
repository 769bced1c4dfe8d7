"""SEPA direct debits, core scheme, recurrent (pain.008.001.08)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from shared.payments.batch import add_own_account, start_batch
from shared.payments.identifiers import payment_id
from shared.payments.latin import TEXT_LENGTH, to_latin
from shared.payments.party import OWN_ACCOUNT, OwnAccount, Party, checked_amount
from shared.payments.schema import checked
from shared.payments.xml import Element, add, amount, written

SCHEMA = "pain.008.001.08"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectDebit:
    """One collection in euros.

    :ivar mandate_id: of the authorisation to collect; at most 35 characters
    :ivar signed_on: when the mandate was signed
    :ivar reference: comes back on the bank statement (EndToEndId)
    """

    payer: Party
    amount: Decimal
    mandate_id: str
    signed_on: date
    reference: str
    text: str

    @classmethod
    def of(cls, *, name: str, iban: str, amount: Decimal, mandate: str, signed_on: date, reference: str,
           text: str) -> Self:
        """A collection with validated payer and amount.

        :raises NotWritable, IbanNotPayable, AmountNotPayable: if the payer cannot be debited
        """
        return cls(payer=Party.of(name=name, iban=iban), amount=checked_amount(amount),
                   mandate_id=payment_id("M", mandate) if len(mandate) > 35 else mandate, signed_on=signed_on,
                   reference=reference, text=to_latin(text, length=TEXT_LENGTH))


def direct_debit_file(*, message_id: str, made_at: datetime, collect_on: date, debits: Sequence[DirectDebit],
                      account: OwnAccount = OWN_ACCOUNT) -> bytes:
    """One batch; the same arguments give the same bytes.

    :param message_id: unique among all files, at most 33 characters
    :param debits: at least one
    :raises xmlschema.XMLSchemaValidationError: if it does not fit the XSD
    """
    root, batch = start_batch(SCHEMA, "CstmrDrctDbtInitn", "DD", message_id=message_id, made_at=made_at,
                              amounts=[one.amount for one in debits], account=account)
    kind = add(batch, "PmtTpInf")
    add(kind, "SvcLvl/Cd", "SEPA")
    add(kind, "LclInstrm/Cd", "CORE")
    add(kind, "SeqTp", "RCUR")
    add(batch, "ReqdColltnDt", collect_on.isoformat())
    add_own_account(batch, "Cdtr", account)
    scheme = add(batch, "CdtrSchmeId/Id/PrvtId/Othr")
    add(scheme, "Id", account.creditor_id)
    add(scheme, "SchmeNm/Prtry", "SEPA")
    for debit in debits:
        _add_debit(batch, debit)
    return checked(written(root), SCHEMA)


def _add_debit(batch: Element, debit: DirectDebit) -> None:
    line = add(batch, "DrctDbtTxInf")
    add(line, "PmtId/EndToEndId", debit.reference)
    add(line, "InstdAmt", amount(debit.amount), Ccy="EUR")
    mandate = add(line, "DrctDbtTx/MndtRltdInf")
    add(mandate, "MndtId", debit.mandate_id)
    add(mandate, "DtOfSgntr", debit.signed_on.isoformat())
    add(line, "DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED")
    add(line, "Dbtr/Nm", debit.payer.name)
    add(line, "DbtrAcct/Id/IBAN", debit.payer.iban)
    add(line, "RmtInf/Ustrd", debit.text)
