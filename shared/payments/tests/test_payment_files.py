"""Payment files are valid against the bank's schema for any name, and equal content gives equal bytes."""
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from shared.payments.credit_transfer import CreditTransfer, credit_transfer_file
from shared.payments.direct_debit import DirectDebit, direct_debit_file
from shared.payments.identifiers import payment_id
from shared.payments.latin import NotWritable, latin_name, to_latin
from shared.payments.party import AmountNotPayable, IbanNotPayable

IBAN = "NL91ABNA0417164300"
MADE_AT = datetime(2026, 11, 28, 13, 5, 9, 123456, tzinfo=UTC)
DAY = date(2026, 12, 16)


def transfer(**changes) -> CreditTransfer:
    """12.34 euros to the baker."""
    values = {"name": "Bakkerij De Korenaar", "iban": IBAN, "amount": Decimal("12.34"), "reference": "RUN-2026-11-P-1",
              "text": "Verzuimuitkering 2026-11 polis P-1"}
    return CreditTransfer.of(**(values | changes))


def debit(**changes) -> DirectDebit:
    """12.34 euros from the baker."""
    values = {"name": "Bakkerij De Korenaar", "iban": IBAN, "amount": Decimal("12.34"), "mandate": "P-1",
              "signed_on": date(2025, 1, 1), "reference": "2026-000001", "text": "Factuur 2026-000001"}
    return DirectDebit.of(**(values | changes))


def credit_file(*transfers: CreditTransfer) -> bytes:
    """A credit transfer file."""
    return credit_transfer_file(message_id="RUN-2026-11", made_at=MADE_AT, execute_on=DAY, transfers=transfers)


def texts(file: bytes, name: str) -> list[str | None]:
    """Texts of all elements with this name."""
    return [node.text for node in etree.fromstring(file).iter(f"{{*}}{name}")]


class TestACreditTransferFile:
    def test_has_the_given_message_id_and_the_sum_of_its_transfers(self):
        file = credit_file(transfer(), transfer(reference="RUN-2026-11-P-2", amount=Decimal("0.01")))

        assert texts(file, "MsgId") == ["RUN-2026-11"]
        assert texts(file, "CtrlSum") == ["12.35", "12.35"]
        assert texts(file, "EndToEndId") == ["RUN-2026-11-P-1", "RUN-2026-11-P-2"]
        assert texts(file, "CreDtTm") == ["2026-11-28T14:05:09"]

    def test_has_the_same_bytes_when_it_is_built_again(self):
        assert credit_file(transfer()) == credit_file(transfer())

    @settings(max_examples=60, deadline=None)
    @given(name=st.text(max_size=90), subject=st.text(min_size=1, max_size=60), text=st.text(max_size=200))
    @example(name="<Jansen & Zn.>", subject="P-1", text="€ 5 / 2")
    @example(name="//", subject="/", text="//")
    def test_is_valid_or_its_payee_was_refused(self, name, subject, text):
        try:
            line = transfer(name=name, reference=payment_id("RUN-2026-11", subject), text=f"polis {text}")
        except NotWritable:
            return

        assert texts(credit_file(line), "InstdAmt") == ["12.34"]


class TestADirectDebitFile:
    def test_has_the_given_message_id_and_the_same_bytes_each_time(self):
        files = [direct_debit_file(message_id="COLLECT-2026-12-03", made_at=MADE_AT, collect_on=date(2026, 12, 3),
                                   debits=[debit(mandate="P-" + "1" * 38)]) for _ in range(2)]

        assert files[0] == files[1]
        assert texts(files[0], "MsgId") == ["COLLECT-2026-12-03"]
        assert texts(files[0], "ReqdColltnDt") == ["2026-12-03"]
        assert [len(found or "") for found in texts(files[0], "MndtId")] == [35]


class TestAPayee:
    @pytest.mark.parametrize(("name", "written"), [
        ("Één & Co", "Een + Co"), ("Bäckerei Größe", "Backerei Grosse"), ("Łaszcz", "Laszcz"), ("’t Hoen", "'t Hoen"),
        ("Ørsted\u00a0BV", "Orsted BV"), ("IJssel\tbouw", "IJssel bouw"), ("Пекарня", "Pekarnia"), ("A" * 90, "A" * 70)])
    def test_is_written_in_the_basic_latin_set(self, name, written):
        assert latin_name(name) == written

    @pytest.mark.parametrize("name", ["", "🍞", "\x07", "///", "…", " & "])
    def test_without_a_readable_name_is_refused(self, name):
        with pytest.raises(NotWritable):
            transfer(name=name)

    def test_has_an_account_in_its_electronic_form(self):
        assert transfer(iban="nl91 abna 0417 1643 00").payee.iban == IBAN

    @pytest.mark.parametrize("iban", ["", "NL92ABNA0417164300", "geen", "NL91ABNA041716430"])
    def test_with_an_invalid_account_is_refused(self, iban):
        with pytest.raises(IbanNotPayable):
            transfer(iban=iban)

    @pytest.mark.parametrize("amount", ["0.00", "-1.00", "1000000000.00"])
    def test_is_not_paid_an_amount_outside_the_sepa_bounds(self, amount):
        with pytest.raises(AmountNotPayable):
            transfer(amount=Decimal(amount))


class TestAnIdentification:
    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=80))
    def test_fits_and_has_only_characters_that_banks_accept(self, subject):
        found = payment_id("RUN-2026-11", subject)

        assert len(found) <= 35
        assert to_latin(found, length=35) == found

    def test_is_readable_if_it_fits(self):
        assert payment_id("RUN-2026-11", "DZ-00001234") == "RUN-2026-11-DZ-00001234"

    def test_differs_for_subjects_that_differ_only_at_the_end(self):
        found = {payment_id("RUN-2026-11", "P" * 39 + end) for end in "abc"}

        assert len(found) == 3
