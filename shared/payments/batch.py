"""What the files of credit transfers and of direct debits have in common: a header and one batch with its totals."""
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from shared.kernel.money import ZERO
from shared.payments.party import OwnAccount
from shared.payments.xml import Element, add, amount, document, moment


def start_batch(schema: str, message: str, method: str, *, message_id: str, made_at: datetime, amounts: Sequence[Decimal],
                account: OwnAccount) -> tuple[Element, Element]:
    """A document with its header, and its one batch up to the totals.

    :param schema: name of the XSD, as pain.001.001.09
    :param message: element below the root, as CstmrCdtTrfInitn
    :param method: payment method of the batch: TRF or DD
    :param message_id: unique among all files, at most 33 characters
    :param amounts: of each line, in euros
    """
    root = document(schema)
    body = add(root, message)
    total, count = amount(sum(amounts, ZERO)), str(len(amounts))
    header = add(body, "GrpHdr")
    add(header, "MsgId", message_id)
    add(header, "CreDtTm", moment(made_at))
    add(header, "NbOfTxs", count)
    add(header, "CtrlSum", total)
    add(header, "InitgPty/Nm", account.party.name)
    batch = add(body, "PmtInf")
    add(batch, "PmtInfId", f"{message_id}-1")
    add(batch, "PmtMtd", method)
    add(batch, "BtchBookg", "true")
    add(batch, "NbOfTxs", count)
    add(batch, "CtrlSum", total)
    return root, batch


def add_own_account(batch: Element, role: str, account: OwnAccount) -> None:
    """Our side of every line: name, account, bank and who bears the costs.

    :param role: Dbtr where we pay, Cdtr where we collect
    """
    add(batch, f"{role}/Nm", account.party.name)
    add(batch, f"{role}Acct/Id/IBAN", account.party.iban)
    add(batch, f"{role}Agt/FinInstnId/BICFI", account.bic)
    add(batch, "ChrgBr", "SLEV")
