"""Each field type accepts common notations, returns one form, and refuses other input with a code and a message."""
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shared.fields import dates, numbers
from shared.fields.choices import parse_boolean, parse_choice
from shared.fields.contact import parse_email, parse_mobile, parse_phone, parse_postcode
from shared.fields.iban import parse_iban
from shared.fields.identifiers import (
    employee_number_key,
    parse_code,
    parse_employee_number,
    parse_end_age,
    parse_id,
    parse_policy_number,
)
from shared.fields.invalid import InvalidInput
from shared.fields.names import parse_company_name, parse_infix, parse_name
from shared.fields.text import parse_text
from shared.fields.written import read_date, read_number

TODAY = date(2026, 3, 2)
NOT_TEXT = [None, 1, 1.5, True, [], {}]
UNREADABLE = ["a\x00b", "a\nb", "ab\n", "a\u202eb", "\ud800", "a\ue000", "a\u200bb"]


def refusal_of(parse: Callable[[Any], Any], raw: Any) -> InvalidInput:
    """The code of the refusal."""
    with pytest.raises(InvalidInput) as caught:
        parse(raw)
    return caught.value


class TestName:
    @pytest.mark.parametrize(("raw", "kept"), [
        ("Anna", "Anna"), ("'t Hart", "'t Hart"), ("’t Hart", "’t Hart"), ("J.P.", "J.P."), ("Jansen-de Vries",
        "Jansen-de Vries"),
        ("D'Angelo", "D'Angelo"), ("Łukasz", "Łukasz"), ("Çelik", "Çelik"), ("Ångström", "Ångström"), ("李", "李"),
        ("Ōe", "Ōe"),
        (unicodedata.normalize("NFD", "Zoë Brontë"), "Zoë Brontë"), ("van\u00a0den\u2003Berg", "van den Berg"),
        ("  Bram  ", "Bram"),
        ("M̃ba", "M̃ba"), ("a" * 80, "a" * 80)])
    def test_keeps_names_of_people(self, raw: str, kept: str) -> None:
        assert parse_name(raw) == kept

    @pytest.mark.parametrize("raw", ["R2D2", "'", "''", "-", ". ", "'1", "- Jan", "Jan🙂", "🙂", "a_b", "a/b", "a;b",
                                     "<b>", "²"])
    def test_refuses_other_text(self, raw: str) -> None:
        assert refusal_of(parse_name, raw).code == "input.name"

    @pytest.mark.parametrize("raw", UNREADABLE)
    def test_refuses_what_cannot_be_read(self, raw: str) -> None:
        assert refusal_of(parse_name, raw).code == "input.unreadable"

    @pytest.mark.parametrize("raw", ["Co?kun", "Y\ufffdlmaz"])
    def test_says_that_letters_were_lost(self, raw: str) -> None:
        assert refusal_of(parse_name, raw).code == "input.name_lost"

    @pytest.mark.parametrize(("raw", "code"), [("", "input.required"), ("  ", "input.required"), ("a" * 81,
    "input.length")])
    def test_has_1_to_80_characters(self, raw: str, code: str) -> None:
        assert refusal_of(parse_name, raw).code == code

    @pytest.mark.parametrize("raw", NOT_TEXT)
    def test_is_text(self, raw: Any) -> None:
        assert refusal_of(parse_name, raw).code == "input.text"

    @pytest.mark.parametrize("raw", ["'t", "van den", "v.d.", "van 't", "d'"])
    def test_accepts_every_infix(self, raw: str) -> None:
        assert parse_infix(raw) == raw

    def test_refuses_an_infix_of_21_characters(self) -> None:
        assert refusal_of(parse_infix, "a" * 21).code == "input.length"


class TestCompanyName:
    @pytest.mark.parametrize("raw", ["Bakkerij 't Hof & Zn. B.V.", "3M", "Café L’Été", "A+ Zorg (Zeeland)",
                                     "\"Snel\"", "H2O!"])
    def test_keeps_a_trade_name(self, raw: str) -> None:
        assert parse_company_name(raw) == raw

    @pytest.mark.parametrize("raw", ["🥐", "Bakkerij 🥐", "...", "a<script>", "a\\b", "{}"])
    def test_refuses_what_the_trade_register_refuses(self, raw: str) -> None:
        assert refusal_of(parse_company_name, raw).code == "input.company_name"

    @pytest.mark.parametrize("raw", UNREADABLE)
    def test_refuses_what_cannot_be_read(self, raw: str) -> None:
        assert refusal_of(parse_company_name, raw).code == "input.unreadable"


class TestIban:
    @pytest.mark.parametrize("raw", ["NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "nl91abna0417164300",
                                     "NL91\u00a0ABNA\u00a00417164300"])
    def test_is_returned_in_electronic_form(self, raw: str) -> None:
        assert parse_iban(raw) == "NL91ABNA0417164300"

    @pytest.mark.parametrize("raw", ["", "NL91ABNA0417164301", "NL00ABNA0417164300", "XX91ABNA0417164300", "NL91",
                                     "ＮＬ91ABNA0417164300",
                                     "NL91ABNA0417164300" * 9])
    def test_refuses_an_invalid_number(self, raw: str) -> None:
        assert refusal_of(parse_iban, raw).code == "input.iban"


class TestContact:
    @pytest.mark.parametrize(("raw", "kept"), [("0118 123456", "+31118123456"), ("06-12345678", "+31612345678"),
                                               ("+31 (0)6 12345678", "+31612345678"), ("0031612345678", "+31612345678"),
                                               ("+32 2 555 12 12", "+3225551212")])
    def test_telephone_is_returned_in_e164(self, raw: str, kept: str) -> None:
        assert parse_phone(raw) == kept

    @pytest.mark.parametrize("raw", ["", "12345678", "0612345", "06 12345678 of 9", "+999 12345678", "٠٦١٢٣٤٥٦٧٨",
                                     "------------"])
    def test_telephone_refuses_an_impossible_number(self, raw: str) -> None:
        assert refusal_of(parse_phone, raw).code == "input.phone"

    def test_mobile_refuses_a_landline(self) -> None:
        assert parse_mobile("0612345678") == "+31612345678"
        assert refusal_of(parse_mobile, "0118123456").code == "input.mobile"

    def test_email_has_a_lower_case_domain(self) -> None:
        assert parse_email("Anna@Bakkerij.NL") == "Anna@bakkerij.nl"

    @pytest.mark.parametrize("raw", ["", "anna", "anna@", "a b@c.nl", "a@b@c.nl", "anna@x", "a" * 250 + "@bakkerij.nl",
                                     "anna@bakkerij.nl,x@y.nl"])
    def test_email_refuses_an_undeliverable_address(self, raw: str) -> None:
        assert refusal_of(parse_email, raw).code == "input.email"

    @pytest.mark.parametrize("raw", ["anna@bakkerij.nl\nBcc: x@y.nl", "anna\r\n@bakkerij.nl", "anna@bakkerij.nl\rx"])
    def test_email_refuses_a_header_of_a_mail(self, raw: str) -> None:
        assert refusal_of(parse_email, raw).code == "input.unreadable"

    @pytest.mark.parametrize("raw", ["4331 GE", "4331GE", "4331ge", " 4331  ge "])
    def test_postcode_is_returned_in_one_form(self, raw: str) -> None:
        assert parse_postcode(raw) == "4331 GE"

    @pytest.mark.parametrize("raw", ["0331 GE", "4331", "4331 G", "4331 GEE", "4331-GE", "4331 SS", "4331sa",
                                     "4331 SD", "٤٣٣١ GE", ""])
    def test_postcode_refuses_unassigned_codes(self, raw: str) -> None:
        assert refusal_of(parse_postcode, raw).code == "input.postcode"


class TestNumbers:
    @pytest.mark.parametrize(("rule", "raw", "kept"), [
        (numbers.ANNUAL_WAGE, "1000", "1000.00"), (numbers.ANNUAL_WAGE, "1000000.00", "1000000.00"),
        (numbers.WEEKLY_HOURS, "0.01", "0.01"), (numbers.WEEKLY_HOURS, "60", "60"), (numbers.PERCENTAGE, "0", "0"),
        (numbers.PERCENTAGE, "100.00", "100.00"), (numbers.MONTH_WAGE, "999999.00", "999999.00"), (numbers.TARIFF,
        "0.00", "0.00")])
    def test_within_bounds_are_returned_exactly(self, rule: numbers.DecimalRule, raw: str, kept: str) -> None:
        assert str(rule.parse(raw)) == kept

    @pytest.mark.parametrize(("rule", "raw", "code"), [
        (numbers.ANNUAL_WAGE, "999.99", "input.range"), (numbers.ANNUAL_WAGE, "1000000.01", "input.range"),
        (numbers.ANNUAL_WAGE, "-38500.00", "input.range"), (numbers.ANNUAL_WAGE, "3.50", "input.range"),
        (numbers.ANNUAL_WAGE, "38500.005", "input.decimals"), (numbers.WEEKLY_HOURS, "0", "input.range"),
        (numbers.WEEKLY_HOURS, "60.01", "input.range"), (numbers.WEEKLY_HOURS, "40.123456789", "input.decimals"),
        (numbers.PERCENTAGE, "0.004", "input.decimals"), (numbers.PERCENTAGE, "3.85001", "input.decimals"),
        (numbers.PERCENTAGE, "100.01", "input.range"), (numbers.TARIFF, "-1.00", "input.range")])
    def test_out_of_bounds_are_refused(self, rule: numbers.DecimalRule, raw: str, code: str) -> None:
        assert refusal_of(rule.parse, raw).code == code

    @pytest.mark.parametrize("raw", [38500, 38500.0, True, None, [], "", "x", "1e5", "NaN", "Infinity", "1,5", "1.",
                                     ".5", " 1",
                                     "1\n", "١", "1_000", "9" * 5000])
    def test_are_decimal_strings(self, raw: Any) -> None:
        assert refusal_of(numbers.ANNUAL_WAGE.parse, raw).code == "input.number"

    def test_name_their_bounds_in_dutch(self) -> None:
        assert refusal_of(numbers.ANNUAL_WAGE.parse, "1").message == (
            "Geef een jaarloon van € 1.000,00 tot en met € 1.000.000,00.")

    @pytest.mark.parametrize("raw", [1.0, True, "1", None, 10**30])
    def test_integers_are_within_bounds(self, raw: Any) -> None:
        assert refusal_of(numbers.WholeRule(1, 728).parse, raw).code in ("input.integer", "input.range")

    @pytest.mark.parametrize(("raw", "code"), [("0", "input.range"), ("501", "input.range"), ("9" * 5000, "input.range"),
                                               ("x", "input.integer"), ("-1", "input.integer"), ("١", "input.integer")])
    def test_integers_in_a_query_are_digits(self, raw: str, code: str) -> None:
        assert refusal_of(numbers.WholeRule(1, 500).parse_text, raw).code == code


class TestDates:
    @pytest.mark.parametrize("raw", ["0001-01-01", "1989-12-31", "2031-03-03", "9999-12-31"])
    def test_of_a_case_lie_between_1990_and_five_years_ahead(self, raw: str) -> None:
        assert refusal_of(lambda day: dates.CASE_DATE.parse(day, today=TODAY), raw).code == "input.date_range"
        assert dates.CASE_DATE.parse("2031-03-02", today=TODAY) == date(2031, 3, 2)

    @pytest.mark.parametrize("raw", ["2026-02-29", "20260302", "2026-3-2", "2026-03-02T00:00:00", "2026-W10-1",
                                     "2026-03-02\n", "",
                                     "02-03-2026", 20260302, None, "٢٠٢٦-٠٣-٠٢"])
    def test_are_written_as_iso(self, raw: Any) -> None:
        assert refusal_of(lambda day: dates.CASE_DATE.parse(day, today=TODAY), raw).code == "input.date"

    @pytest.mark.parametrize("raw", ["1875-05-04", "1925-03-02", "2013-03-03", "2026-01-01"])
    def test_of_birth_give_an_age_of_13_to_100(self, raw: str) -> None:
        assert refusal_of(lambda day: dates.BIRTH_DATE.parse(day, today=TODAY), raw).code == "input.birth_date"

    @pytest.mark.parametrize("raw", ["1925-03-03", "2013-03-02"])
    def test_of_birth_on_either_bound_are_accepted(self, raw: str) -> None:
        assert dates.BIRTH_DATE.parse(raw, today=TODAY).isoformat() == raw

    def test_on_a_leap_day_have_bounds_in_common_years(self) -> None:
        assert dates.years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)

    @pytest.mark.parametrize("raw", ["2026-00", "2026-13", "2026-1", "0000-01", "9999-12", "2026-01\n", "", None, 202601])
    def test_month_is_a_year_and_a_month(self, raw: Any) -> None:
        assert refusal_of(dates.parse_month, raw).code == "input.month"
        assert str(dates.parse_month("2026-01")) == "2026-01"


class TestChoices:
    @pytest.mark.parametrize("raw", ["yes", "", "YES\n", 1, True, None, ["YES"]])
    def test_are_the_words_of_the_list(self, raw: Any) -> None:
        refusal = refusal_of(lambda value: parse_choice(value, ["YES", "NO", "UNKNOWN"]), raw)

        assert (refusal.code, refusal.message) == ("input.choice", "Kies YES, NO of UNKNOWN.")

    @pytest.mark.parametrize("raw", [0, 1, "true", "ja", None, [], 1.0])
    def test_yes_or_no_is_a_boolean(self, raw: Any) -> None:
        assert refusal_of(parse_boolean, raw).code == "input.boolean"


class TestIdentifiers:
    @pytest.mark.parametrize(("one", "other"), [("0031", "31"), ("31", "0000031"), ("a7", "A7"), ("0", "000")])
    def test_employee_numbers_are_equal_with_and_without_leading_zeros(self, one: str, other: str) -> None:
        assert employee_number_key(one) == employee_number_key(other)

    def test_employee_numbers_keep_their_leading_zeros(self) -> None:
        assert parse_employee_number("000123") == "000123"
        assert employee_number_key("310") != employee_number_key("31")

    @pytest.mark.parametrize("raw", ["", "P", "-P-1", "P_1", "P/1", "P 1", "a" * 41, "P-1\n"])
    def test_policy_number_refuses_other_signs(self, raw: str) -> None:
        assert refusal_of(parse_policy_number, raw).code in ("input.policy_number", "input.unreadable")
        assert parse_policy_number("p-100") == "P-100"

    @pytest.mark.parametrize("raw", ["", "a\nb", "a b", "\x00", "a" * 41, None, 7])
    def test_ids_have_a_short_safe_form(self, raw: Any) -> None:
        assert refusal_of(parse_id, raw).code == "input.id"

    @pytest.mark.parametrize("raw", ["", "free text", "lower", "A\n", 1])
    def test_codes_are_capitals(self, raw: Any) -> None:
        assert refusal_of(parse_code, raw).code == "input.code"

    @pytest.mark.parametrize("raw", ["10", "54", "76", "aow", "67.5", "６７", 67, ""])
    def test_end_age_is_aow_or_55_to_75(self, raw: Any) -> None:
        assert refusal_of(parse_end_age, raw).code == "input.end_age"
        assert [parse_end_age(one) for one in ("AOW", "55", "75")] == ["AOW", "55", "75"]


class TestText:
    def test_has_a_maximum_length(self) -> None:
        assert refusal_of(lambda text: parse_text(text, longest=5), "123456").code == "input.length"


class TestWritten:
    @pytest.mark.parametrize(("text", "number"), [
        ("38.500,00", "38500.00"), ("38,500.00", "38500.00"), ("38.500", "38500"), ("1.038.500", "1038500"),
        ("38.50", "38.50"),
        ("41.760", "41760"), ("€ 38.500,00", "38500.00"), (" 38 500,00", "38500.00"), ("38500,-", "38500"),
        ("40 uur", "40"),
        ("36,5", "36.5"), ("62,5%", "62.5"), ("62,5 %", "62.5"), ("-38500,00", "-38500.00"), ("40,123456789",
        "40.123456789"),
        ("38500,505", "38500.505"), ("1,038,500", "1038500"), ("0,500", "0.500"), ("38\u00a0500", "38500"), ("3,85",
        "3.85")])
    def test_number_is_parsed(self, text: str, number: str) -> None:
        assert read_number(text) == Decimal(number)

    @pytest.mark.parametrize("text", ["", "x", "3,85E+04", "1,2,3", "1.2.3", "1.2,3.4", "12,34.567,8", ",", "5,",
                                      "--5", "٣"])
    def test_number_that_cannot_be_read_is_refused(self, text: str) -> None:
        assert refusal_of(read_number, text).code == "input.number"

    def test_number_with_two_readings_names_both(self) -> None:
        refusal = refusal_of(read_number, "38,500")

        assert (refusal.code, refusal.message) == ("input.number_unclear",
        "Dit is niet duidelijk. Schrijf 38.500,00 of 38,50.")

    @pytest.mark.parametrize("text", ["2-3-2026", "02/03/26", "2026-03-02", "02.03.2026", "2 3 2026"])
    def test_date_is_parsed_in_dutch_notation(self, text: str) -> None:
        assert read_date(text) == date(2026, 3, 2)

    @pytest.mark.parametrize("text", ["", "gisteren", "31-02-2026", "2026-13-01", "1-1-0000", "03-02-126"])
    def test_date_that_cannot_be_read_is_refused(self, text: str) -> None:
        assert refusal_of(read_date, text).code == "input.date"
