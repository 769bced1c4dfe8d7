"""Names, usernames, phone numbers and addresses."""
import pytest

from services.identity.domain.accounts.contact import ContactInvalid, EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import (
    NameInvalid,
    Person,
    Salutation,
    UsernameInvalid,
    check_username,
    derive_username,
    is_name,
)
from shared.kernel.refusals import Several


def person(first: str = "Jan", last: str = "Jong", infix: str | None = "de") -> Person:
    return Person(Salutation.MR, first, last, infix)


class TestPerson:
    @pytest.mark.parametrize("name", ["A", "x" * 80, "O'Neill", "Anne-Marie", "van der Berg", "Çelik", "Zoë", "D’Arc"])
    def test_accepts_letters_apostrophe_hyphen_and_space(self, name: str):
        assert is_name(name)

    @pytest.mark.parametrize("name", ["", "x" * 81, "R2D2", "Jan_Piet", "<b>", "Jan;", "  ", "-"])
    def test_refuses_other_characters_and_lengths(self, name: str):
        assert not is_name(name)

    def test_knows_three_salutations(self):
        assert [s.value for s in Salutation] == ["Dhr.", "Mevr.", "Neutraal"]

    def test_reports_every_invalid_part_at_once(self):
        with pytest.raises(Several) as refused:
            person(first="", last="1")
        assert [r.field for r in refused.value.refusals] == ["first_name", "last_name"]

        with pytest.raises(NameInvalid):
            person(infix="@")

    def test_writes_the_full_name_with_and_without_infix(self):
        assert person().full_name == "Jan de Jong"
        assert person(infix=None).full_name == "Jan Jong"


class TestUsername:
    @pytest.mark.parametrize(("first", "infix", "last", "username"), [
        ("Jan", "de", "Jong", "jdejong"), ("Zoë", None, "Çelik", "zcelik"), ("Ann", None, "O'Neill-Bos", "aoneillbos"),
        ("Li", None, "O", "lox")])
    def test_is_derived_from_the_name_in_plain_letters(self, first: str, infix: str | None, last: str, username: str):
        assert derive_username(person(first, last, infix), is_taken=lambda _: False) == username

    def test_gets_a_number_if_it_is_taken(self):
        taken = {"jdejong", "jdejong2"}

        assert derive_username(person(), is_taken=lambda name: name in taken) == "jdejong3"

    def test_is_stored_in_lower_case(self):
        assert check_username(" J.Jansen@Bedrijf ") == "j.jansen@bedrijf"

    @pytest.mark.parametrize("text", ["", "ab", "-abc", "jan jansen", "jän", "x" * 65])
    def test_refuses_another_form(self, text: str):
        with pytest.raises(UsernameInvalid):
            check_username(text)


class TestContact:
    @pytest.mark.parametrize("text", ["0612345678", "+31 612345678", "+0612345678", "", "+31612345678901234"])
    def test_stores_a_phone_number_in_e164(self, text: str):
        assert PhoneNumber("+31612345678").value == "+31612345678"

        with pytest.raises(ContactInvalid):
            PhoneNumber(text)

    def test_shows_the_last_two_digits(self):
        assert PhoneNumber("+31612345678").masked == "•• 78"

    @pytest.mark.parametrize("text", ["", "jan", "@bedrijf.nl", "jan@", "jan@bedrijf", "jan@Bedrijf.nl", "j n@bedrijf.nl",
                                      f"{'x' * 250}@b.nl"])
    def test_stores_an_address_with_a_lower_case_domain(self, text: str):
        assert EmailAddress("Jan@bedrijf.nl").value == "Jan@bedrijf.nl"

        with pytest.raises(ContactInvalid):
            EmailAddress(text)
