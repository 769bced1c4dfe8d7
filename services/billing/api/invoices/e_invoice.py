"""An invoice as UBL 2.1 by NLCIUS (SI-UBL 2.0); the order of the elements is that of the schema."""
from decimal import Decimal

from services.billing.domain.invoices.content import InvoiceContent, InvoiceLine, VatCategory
from services.billing.domain.invoices.parties import InvoiceParty
from shared.payments.party import OWN_ACCOUNT
from shared.payments.xml import Element, add, amount, root_of, written

MEDIA_TYPE = "application/xml"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:"
KVK = "0106"
TRANSFER, DIRECT_DEBIT = "30", "59"
PIECE = "C62"


def to_ubl(content: InvoiceContent) -> bytes:
    """The file; equal content gives equal bytes. A credit note has positive amounts.

    :param content: whose customer has an address
    """
    name = "CreditNote" if content.is_credit else "Invoice"
    root = root_of(name, {
        "xmlns": f"{SCHEMA}{name}-2", "xmlns:cac": f"{SCHEMA}CommonAggregateComponents-2",
        "xmlns:cbc": f"{SCHEMA}CommonBasicComponents-2"})
    _add_head(root, content, name)
    _add_party(add(root, "cac:AccountingSupplierParty"), content.issuer, has_vat=content.category is not VatCategory.OUTSIDE)
    _add_party(add(root, "cac:AccountingCustomerParty"), content.customer, has_vat=False)
    _add_payment(root, content)
    _add_totals(root, content)
    for number, line in enumerate(content.lines, 1):
        _add_line(root, content, name, number, line)
    return written(root)


def _add_head(root: Element, content: InvoiceContent, name: str) -> None:
    for tag, text in (("CustomizationID", CUSTOMIZATION), ("ProfileID", PROFILE), ("ID", content.number),
                      ("IssueDate", content.issued_on.isoformat())):
        add(root, f"cbc:{tag}", text)
    if not content.is_credit:
        add(root, "cbc:DueDate", content.due_on.isoformat())
    add(root, f"cbc:{name}TypeCode", "381" if content.is_credit else "380")
    add(root, "cbc:DocumentCurrencyCode", "EUR")
    add(root, "cbc:BuyerReference", content.policy_number)
    if content.supplied and content.supplied.end:
        period = add(root, "cac:InvoicePeriod")
        add(period, "cbc:StartDate", content.supplied.start.isoformat())
        add(period, "cbc:EndDate", content.supplied.end.isoformat())
    if content.original:
        original = add(root, "cac:BillingReference/cac:InvoiceDocumentReference")
        add(original, "cbc:ID", content.original.number)
        add(original, "cbc:IssueDate", content.original.issued_on.isoformat())


def _add_party(parent: Element, party: InvoiceParty, *, has_vat: bool) -> None:
    if party.address is None:
        raise ValueError("an e-invoice names the address of both parties")
    root = add(parent, "cac:Party")
    if party.kvk_number:
        add(root, "cbc:EndpointID", party.kvk_number, schemeID=KVK)
    add(root, "cac:PartyName/cbc:Name", party.name)
    address = add(root, "cac:PostalAddress")
    add(address, "cbc:StreetName", party.address.street)
    add(address, "cbc:CityName", party.address.city)
    add(address, "cbc:PostalZone", party.address.postcode)
    add(address, "cac:Country/cbc:IdentificationCode", "NL")
    if has_vat and party.vat_id:
        scheme = add(root, "cac:PartyTaxScheme")
        add(scheme, "cbc:CompanyID", party.vat_id)
        add(scheme, "cac:TaxScheme/cbc:ID", "VAT")
    entity = add(root, "cac:PartyLegalEntity")
    add(entity, "cbc:RegistrationName", party.name)
    if party.kvk_number:
        add(entity, "cbc:CompanyID", party.kvk_number, schemeID=KVK)


def _add_payment(root: Element, content: InvoiceContent) -> None:
    means = add(root, "cac:PaymentMeans")
    add(means, "cbc:PaymentMeansCode", DIRECT_DEBIT if content.is_collected else TRANSFER)
    add(means, "cbc:PaymentID", content.number)
    if content.is_collected:
        add(means, "cac:PaymentMandate/cbc:ID", content.policy_number)
    else:
        add(means, "cac:PayeeFinancialAccount/cbc:ID", OWN_ACCOUNT.party.iban)


def _add_totals(root: Element, content: InvoiceContent) -> None:
    tax = add(root, "cac:TaxTotal")
    _amount(tax, "TaxAmount", content, content.vat)
    part = add(tax, "cac:TaxSubtotal")
    _amount(part, "TaxableAmount", content, content.net)
    _amount(part, "TaxAmount", content, content.vat)
    category = _add_category(part, "TaxCategory", content)
    if content.exemption:
        add(category, "cbc:TaxExemptionReason", content.exemption)
    add(category, "cac:TaxScheme/cbc:ID", "VAT")
    total = add(root, "cac:LegalMonetaryTotal")
    for tag, euros in (("LineExtensionAmount", content.net), ("TaxExclusiveAmount", content.net),
                       ("TaxInclusiveAmount", content.gross), ("PayableAmount", content.gross)):
        _amount(total, tag, content, euros)


def _add_line(root: Element, content: InvoiceContent, name: str, number: int, line: InvoiceLine) -> None:
    element = add(root, f"cac:{name}Line")
    add(element, "cbc:ID", str(number))
    add(element, "cbc:CreditedQuantity" if content.is_credit else "cbc:InvoicedQuantity", str(line.quantity), unitCode=PIECE)
    _amount(element, "LineExtensionAmount", content, line.net)
    item = add(element, "cac:Item")
    add(item, "cbc:Name", line.text)
    add(_add_category(item, "ClassifiedTaxCategory", content), "cac:TaxScheme/cbc:ID", "VAT")
    add(element, "cac:Price/cbc:PriceAmount", f"{abs(line.unit_price)}", currencyID="EUR")


def _add_category(parent: Element, tag: str, content: InvoiceContent) -> Element:
    category = add(parent, f"cac:{tag}")
    add(category, "cbc:ID", content.category.value)
    if content.category is not VatCategory.OUTSIDE:
        add(category, "cbc:Percent", f"{content.vat_pct or Decimal(0):.2f}")
    return category


def _amount(parent: Element, tag: str, content: InvoiceContent, euros: Decimal) -> None:
    add(parent, f"cbc:{tag}", amount(-euros if content.is_credit else euros), currencyID="EUR")
