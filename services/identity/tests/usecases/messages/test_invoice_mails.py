"""Mails about an unpaid invoice, to those who see the invoices."""
from datetime import date
from decimal import Decimal

import pytest

from services.identity.tests.conftest import Identity
from services.identity.tests.usecases.messages.test_january_mails import JAN, active
from shared.events.billing import InvoiceReminded, ReminderStep

__all__ = ["active"]


def reminder(step: ReminderStep, *, suspended_from: date | None = date(2026, 10, 30)) -> InvoiceReminded:
    """A step of a premium invoice of 1 September 2026 (D-01)."""
    return InvoiceReminded(policy_number="POL-1", employer_id="employer-1", number="PREM-2026-000001", step=step,
                           amount=Decimal("1607.76"), due_on=date(2026, 10, 1), pay_until=date(2026, 10, 29),
                           suspended_from=suspended_from, costs=Decimal("291.80"))


@pytest.mark.usefixtures("active")
class TestMails:
    @pytest.mark.parametrize(("step", "subject", "sentence"), [
        (ReminderStep.REMINDED, "Herinnering: factuur PREM-2026-000001 is nog niet betaald", "binnen een week"),
        (ReminderStep.SUSPENDED, "Uw dekking is geschorst", "geschorst vanaf 30 oktober 2026"),
        (ReminderStep.COLLECTION, "Factuur PREM-2026-000001 gaat naar de incasso", "De incassokosten zijn € 291,80")])
    def test_name_invoice_amount_and_what_to_do(self, identity: Identity, step: ReminderStep, subject: str,
                                                sentence: str) -> None:
        identity.deliver(reminder(step))

        mail = identity.messages(JAN)[0]
        text = mail.text.replace("\n", " ")
        assert mail.subject == subject
        assert "staat nog € 1.607,76 open" in text
        assert sentence in text
        assert "/facturen/PREM-2026-000001" in text

    def test_of_the_formal_notice_say_what_the_law_asks(self, identity: Identity) -> None:
        """Premium, fourteen days from the day after the notice, and what follows (7:934 BW)."""
        identity.deliver(reminder(ReminderStep.FORMAL_NOTICE))

        text = identity.messages(JAN)[0].text.replace("\n", " ")
        for said in ("veertien dagen", "vanaf de dag na deze aanmaning", "29 oktober 2026",
                     "vanaf 30 oktober 2026 is uw dekking geschorst", "incassokosten in rekening: € 291,80"):
            assert said in text

    def test_of_an_arbo_fee_threaten_no_suspension(self, identity: Identity) -> None:
        identity.deliver(reminder(ReminderStep.FORMAL_NOTICE, suspended_from=None))

        assert "geschorst" not in identity.messages(JAN)[0].text
