"""Pays the employer's premium, so that cover goes on: a case is about absence, unless it says that nobody pays."""
from datetime import date

from cli.demo.case import Case
from cli.demo.cast import Cast
from shared.kernel.calendar import nth_working_day

PAY_WORKING_DAY = 12


class Payer:
    """The bank's messages about one employer, as the billing team books them."""

    def __init__(self, case: Case, cast: Cast) -> None:
        self._cast = cast
        self._is_willing = case.pays_invoices and all(entry.do != "pay_invoice" for entry in case.timeline)
        self._paid: set[str] = set()

    def pay_what_is_open(self, today: date) -> None:
        """Once a month, in time before any reminder."""
        if not self._is_willing or today != nth_working_day(today.year, today.month, PAY_WORKING_DAY):
            return
        clerk = self._cast.staff("billing")
        for invoice in self._cast.contact.list("billing", "/invoices"):
            if invoice["kind"] != "CREDIT" and invoice["number"] not in self._paid:
                self._paid.add(invoice["number"])
                clerk.post("billing", f"/invoices/{invoice['number']}/payments",
                           {"paid_on": today.isoformat(), "amount": invoice["gross"]})
