"""What billing does with an invoice in a case, which an entry names by number, or by kind and place (acceptance.md)."""
from cli.casefile.reader import Entry
from cli.demo.cast import Cast

NO_INVOICE = "ARBO-2000-000000"


def act_on_invoice(cast: Cast, entry: Entry, what: str) -> None:
    """Post ``disputes`` or ``credits`` of the invoice, with the reason of the entry."""
    listed = [str(one["number"]) for one in cast.contact.list("billing", "/invoices") if one["kind"] == entry.values["kind"]]
    place = entry.values["nth"]
    number = entry.values["number"] or (listed[place - 1] if place <= len(listed) else NO_INVOICE)
    cast.staff("billing").post("billing", f"/invoices/{number}/{what}", {"reason": entry.values["reason"]})
