"""Files of billing in a case: e-invoices, and the direct debits that collect its invoices."""
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree import ElementTree

from cli.demo.cast import Cast
from cli.demo.payment_file import DIRECT_DEBIT, is_valid_payment_file

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


def billing_files(cast: Cast, invoices: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The files, with their validity, by number of the invoice and by day of collection."""
    listed, clerk = list(invoices), cast.staff("billing")
    files = [{"kind": "ubl", "run_id": one["number"],
              "valid": is_of(one, cast.contact.fetch("billing", f"/invoices/{one['number']}/ubl"))} for one in listed]
    numbers = [str(one["number"]).encode() for one in listed]
    for collection in clerk.list("billing", "/collections"):
        content = clerk.fetch("billing", f"/collections/{collection['collected_on']}/file")
        if any(number in content for number in numbers):
            files.append({"kind": "pain.008", "run_id": collection["collected_on"],
                          "valid": is_valid_payment_file(content, DIRECT_DEBIT)})
    return files


def is_of(invoice: Mapping[str, Any], content: bytes) -> bool:
    """Whether an e-invoice can be read and has the number and the amounts of an invoice; those of a credit note are positive."""
    try:
        root = ElementTree.fromstring(content)
        payable, tax = (Decimal(root.findtext(f".//{CBC}{name}") or "") for name in ("PayableAmount", "TaxAmount"))
    except (ElementTree.ParseError, InvalidOperation):
        return False
    return (root.findtext(f"{CBC}ID"), payable, tax) == (
        invoice["number"], abs(Decimal(invoice["gross"])), abs(Decimal(invoice["vat"])))
