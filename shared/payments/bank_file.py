"""Reads what a bank answers, in any version: statements (camt.053), notices (camt.054), statuses of a file (pain.002)."""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from shared.kernel.refusals import RuleViolated

LARGEST_BANK_FILE = 8_000_000
MOST_LINES = 100_000
KINDS = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(camt\.053|camt\.054|pain\.002)\.[0-9.]+", re.ASCII)
AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?", re.ASCII)
REFUSED, SETTLED, BOOKED = "RJCT", frozenset({"ACSC", "ACCC"}), "BOOK"
NO_REFERENCE = "NOTPROVIDED"
LONGEST = 140


class Outcome(StrEnum):
    """What a line says.

    :cvar PAID_OUT: money left the account, or the bank says that it did
    :cvar CAME_IN: money came in
    :cvar REFUSED: a payment of ours was refused, or came back
    """

    PAID_OUT = "PAID_OUT"
    CAME_IN = "CAME_IN"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """One transaction of a bank file.

    :ivar key: the same for the same transaction in every delivery of the file
    :ivar reference: EndToEndId of the payment; None for a batch, and for what others paid without one
    :ivar batch: id of the batch of payments that the line is about
    :ivar amount: euros, above zero; None in a status without amount
    :ivar text: what the payer wrote, with a structured reference
    :ivar reason: code of a refusal or a return, such as AC04
    """

    key: str
    outcome: Outcome
    reference: str | None
    batch: str | None = None
    amount: Decimal | None = None
    booked_on: date | None = None
    name: str = ""
    iban: str = ""
    text: str = ""
    reason: str = ""


class BankFileUnreadable(RuleViolated):
    """The file is no answer of a bank that can be read."""

    def __init__(self, why: str) -> None:
        super().__init__("bank_file.unreadable", f"Dit bestand kunnen wij niet lezen: {why}.", field="file")


def read_bank_file(content: bytes) -> list[BankLine]:
    """The booked transactions in euros of a statement or notice, and the final statuses of a pain.002.

    Entities are not resolved and nothing is fetched.

    :raises BankFileUnreadable: ``bank_file.unreadable``: too large, no XML, another message, an amount or date that is none
    """
    if not 0 < len(content) <= LARGEST_BANK_FILE:
        raise BankFileUnreadable("het is leeg of groter dan 8 MB")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BankFileUnreadable("het heeft een DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BankFileUnreadable("het is geen geldig XML") from None
    kind = KINDS.fullmatch(etree.QName(root).namespace or "")
    if kind is None:
        raise BankFileUnreadable("het is geen camt.053, camt.054 of pain.002")
    lines: list[BankLine] = []
    for line in _statuses(root) if kind[1] == "pain.002" else _transactions(root):
        lines.append(line)
        if len(lines) > MOST_LINES:
            raise BankFileUnreadable("het heeft meer dan 100.000 regels")
    return lines


def _statuses(root: Any) -> Iterator[BankLine]:
    message = _text(root, ".//OrgnlMsgId")
    single = root.findall(".//{*}TxInfAndSts")
    for status in single:
        outcome = _outcome_of(_text(status, "TxSts"))
        if outcome is not None:
            reference = _text(status, "OrgnlEndToEndId")
            yield BankLine(key=f"{message}|{reference}|{outcome}", outcome=outcome, reference=reference,
                           reason=_text(status, "StsRsnInf/Rsn/Cd"))
    group = _outcome_of(_text(root, ".//GrpSts"))
    if not single and group is not None:
        yield BankLine(key=f"{message}|{group}", outcome=group, reference=None, batch=message,
                       reason=_text(root, ".//StsRsnInf/Rsn/Cd"))


def _outcome_of(status: str) -> Outcome | None:
    if status == REFUSED:
        return Outcome.REFUSED
    return Outcome.PAID_OUT if status in SETTLED else None


def _transactions(root: Any) -> Iterator[BankLine]:
    for statement in (*root.iterfind(".//{*}Stmt"), *root.iterfind(".//{*}Ntfctn")):
        own = _text(statement, "Acct/Id/IBAN")
        for at, entry in enumerate(statement.iterfind("{*}Ntry")):
            if (_text(entry, "Sts/Cd") or _text(entry, "Sts")) != BOOKED:
                continue
            bank = _text(entry, "AcctSvcrRef") or f"{_text(statement, 'Id')}|{at}"
            details = entry.findall("{*}NtryDtls/{*}TxDtls")
            for number, detail in enumerate(details or [entry]):
                yield _transaction(entry, detail, key=f"{own}|{bank}|{number}", is_single=len(details) < 2)


def _transaction(entry: Any, detail: Any, *, key: str, is_single: bool) -> BankLine:
    places = ("Amt", "AmtDtls/TxAmt/Amt")
    amount = next((found for place in places if (found := _find(detail, place)) is not None), None)
    if amount is None and is_single:
        amount = _find(entry, "Amt")
    came_in = _text(entry, "CdtDbtInd") == "CRDT"
    returned = _text(detail, "RtrInf/Rsn/Cd") or ("RETURN" if _text(entry, "RvslInd") == "true" else "")
    reference = _text(detail, "Refs/EndToEndId")
    outcome = Outcome.REFUSED if returned else Outcome.CAME_IN if came_in else Outcome.PAID_OUT
    side = next((one for one in (("Dbtr", "Cdtr") if came_in else ("Cdtr", "Dbtr"))
                 if _text(detail, f"RltdPties/{one}Acct/Id/IBAN") or _text(detail, f"RltdPties/{one}//Nm")), "Dbtr")
    written = [node.text or "" for node in detail.iterfind("{*}RmtInf/{*}Ustrd")]
    return BankLine(
        key=key[:200], outcome=outcome, reference=None if reference in ("", NO_REFERENCE) else reference,
        batch=_text(detail, "Refs/PmtInfId") or _text(entry, "NtryDtls/Btch/PmtInfId") or None, amount=_amount(amount),
        booked_on=_day(_text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")[:10]),
        name=_text(detail, f"RltdPties/{side}//Nm"), iban=_text(detail, f"RltdPties/{side}Acct/Id/IBAN"),
        text=" ".join([*written, _text(detail, "RmtInf/Strd/CdtrRefInf/Ref")]).strip()[:LONGEST], reason=returned)


def _amount(found: Any) -> Decimal | None:
    if found is None:
        return None
    text = (found.text or "").strip()
    if found.get("Ccy") != "EUR" or not AMOUNT.fullmatch(text):
        raise BankFileUnreadable("een bedrag is niet in euro's")
    try:
        return Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise BankFileUnreadable("een bedrag is te groot") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BankFileUnreadable("een boekdatum klopt niet") from None


def _find(node: Any, path: str) -> Any:
    return node.find("/".join(part if part in ("", ".") else f"{{*}}{part}" for part in path.split("/")))


def _text(node: Any, path: str) -> str:
    found = _find(node, path)
    return "" if found is None else " ".join((found.text or "").split())[:LONGEST]
