"""An invoice on paper: the same content as the e-invoice, in Dutch words."""
from services.billing.domain.invoices.content import InvoiceContent
from services.billing.domain.invoices.parties import InvoiceParty
from shared.documents.blocks import Block, Document, Facts, Heading, Note, Paragraph, Table
from shared.documents.dutch import day, euros, percent, short_day
from shared.payments.party import OWN_ACCOUNT

UNKNOWN_ADDRESS = "adres niet vastgelegd"


def on_paper(content: InvoiceContent) -> Document:
    """The document; equal content gives an equal one."""
    title = "Creditnota" if content.is_credit else "Factuur"
    supplied = content.supplied
    about = [("Factuurnummer", content.number), ("Factuurdatum", day(content.issued_on)), ("Polis", content.policy_number)]
    if supplied:
        about.append(("Periode", f"{short_day(supplied.start)} tot en met {short_day(supplied.end)}"))
    if content.original:
        about.append(("Correctie van", f"factuur {content.original.number} van {day(content.original.issued_on)}"))
    return Document(title=f"{title} {content.number}", about=Facts([*about, ("Van", _party(content.issuer)),
                                                                  ("Aan", _party(content.customer))]),
                    blocks=[_lines(content), _totals(content), *_payment(content)], made_on=content.issued_on)


def _party(party: InvoiceParty) -> str:
    address = party.address
    where = [address.street, f"{address.postcode} {address.city}"] if address else [UNKNOWN_ADDRESS]
    numbers = [f"{name} {number}" for name, number in (("KvK", party.kvk_number), ("Btw-nummer", party.vat_id)) if number]
    return "\n".join([party.name, *where, *numbers])


def _lines(content: InvoiceContent) -> Table:
    return Table("Waarvoor u betaalt", ["Omschrijving", "Aantal", "Prijs zonder btw", "Bedrag zonder btw"], [
        [line.text, str(line.quantity), euros(line.unit_price), euros(line.net)] for line in content.lines], numbers=[1, 2, 3])


def _totals(content: InvoiceContent) -> Table:
    vat = f"Btw {percent(content.vat_pct)}" if content.vat_pct is not None else (content.exemption or "")
    return Table("Bedragen", ["", "Bedrag"], [
        ["Totaal zonder btw", euros(content.net)], [vat, euros(content.vat)],
        ["Totaal", euros(content.gross)]], numbers=[1])


def _payment(content: InvoiceContent) -> list[Block]:
    if content.is_credit:
        return [Paragraph("U hoeft niets te betalen. Het bedrag wordt met u verrekend.")]
    if content.is_collected:
        return [Heading("Betalen"), Note(f"U hoeft niets te doen. Wij schrijven {euros(content.gross)} op of na "
                                         f"{day(content.due_on)} van uw rekening af, met machtiging {content.policy_number}.")]
    return [Heading("Betalen"), Note(f"Maak {euros(content.gross)} uiterlijk {day(content.due_on)} over naar "
                                     f"{OWN_ACCOUNT.party.iban} van {OWN_ACCOUNT.party.name}. "
                                     f"Vermeld daarbij factuurnummer {content.number}.")]
