"""Every kind of e-invoice conforms to SI-UBL 2.0, and through it to EN 16931."""
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cli.checks.si_ubl import broken_rules
from services.billing.api.invoices.e_invoice import to_ubl
from services.billing.domain.invoices.content import InvoiceContent, InvoiceLine, Original, VatCategory
from services.billing.domain.invoices.parties import Address, InvoiceParty
from shared.kernel.period import Period

KORENAAR = InvoiceParty("Bakkerij De Korenaar & Zn. BV", Address("Badhuisstraat 12", "4381 AB", "Vlissingen"), "87654321")
ARBO = InvoiceContent(
    number="ARBO-2026-000001", policy_number="P-1", issued_on=date(2026, 3, 2), due_on=date(2026, 4, 1),
    supplied=Period(date(2026, 1, 1), date(2026, 12, 31)), customer=KORENAAR,
    lines=[InvoiceLine("Arbopakket 2026", 12, Decimal("119.8350"), Decimal("1438.02"))], net=Decimal("1438.02"),
    vat=Decimal("301.98"), gross=Decimal("1740.00"), vat_pct=Decimal("21.00"), category=VatCategory.STANDARD, is_collected=False)
PREMIUM = replace(
    ARBO, number="PREM-2026-000001", lines=[InvoiceLine("Voorlopige premie 2026", 1, Decimal("1607.7600"), Decimal("1607.76"))],
    net=Decimal("1607.76"), vat=Decimal("0.00"), gross=Decimal("1607.76"), vat_pct=None, category=VatCategory.EXEMPT)


def turned(content: InvoiceContent) -> InvoiceContent:
    """The credit note of an invoice."""
    return replace(content, number="CRED-2026-000001", net=-content.net, vat=-content.vat, gross=-content.gross,
                   lines=[replace(line, net=-line.net) for line in content.lines],
                   original=Original(content.number, content.issued_on))


def invoices() -> Iterator[tuple[str, InvoiceContent]]:
    """Every kind of invoice, with a name."""
    yield "arbo", ARBO
    yield "arbo-collected", replace(ARBO, is_collected=True)
    yield "premium", PREMIUM
    yield "debt", replace(PREMIUM, number="DEBT-2026-000001", category=VatCategory.OUTSIDE, supplied=None)
    yield "credit-arbo", turned(ARBO)
    yield "credit-premium", turned(PREMIUM)


@pytest.mark.si_ubl
class TestEInvoices:
    def test_break_no_rule_and_one_with_a_wrong_total_does(self, tmp_path: Path) -> None:
        directory = tmp_path / "invoices"
        directory.mkdir()
        names = []
        for name, content in invoices():
            (directory / f"{name}.xml").write_bytes(to_ubl(content))
            names.append(f"{name}.xml")
        (directory / "wrong-total.xml").write_bytes(to_ubl(replace(ARBO, gross=Decimal("1741.00"))))

        found = broken_rules(directory)

        wrong = dict(found.pop("wrong-total.xml"))
        assert wrong["BR-CO-15"] == "fatal"
        assert {name: [code for code, flag in rules if flag == "fatal"] for name, rules in found.items()} == {
            name: [] for name in names}
