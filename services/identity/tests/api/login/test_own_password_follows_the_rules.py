"""The page on which a person chooses a password applies every rule, with the test vectors of domain.md §1.16."""
import re

import pytest

from services.identity.tests.conftest import ACCEPTANCE, PUBLIC, Browser, Identity, Member, owner, policy
from services.identity.usecases.accounts.create_main_contact import NewMainContact, create_main_contact

LENGTH, USERNAME = "password.length", "password.contains_username"
CHARACTER, CATEGORIES = "password.forbidden_character", "password.categories"


@pytest.fixture
def jjansen(identity: Identity) -> Member:
    """A person with the username of the test vectors and a temporary password."""
    identity.deliver(policy())
    command = NewMainContact("POL-1", "Bakkerij De Jong B.V.", owner("jj@bakkerij.nl", username="jjansen"))
    issued = identity.run(create_main_contact, actor=ACCEPTANCE, command=command, public_url=PUBLIC)
    password = re.search(r"Tijdelijk wachtwoord: (\S+)", issued.messages[0].text)[1]  # type: ignore[index]
    return Member("jjansen", password, "+31687654321", "jj@bakkerij.nl")


SEED_RULES = {LENGTH, USERNAME, CHARACTER, CATEGORIES}


def violations(identity: Identity, member: Member, *passwords: str) -> dict[str, list[str]]:
    """Log in, try each password, and return the violated rules shown by the page; an accepted one ends the series.

    That a password is common is not among the rules of R-195 … R-198 and left out.
    """
    browser = Browser(identity)
    page = browser.follow(browser.enter_password(member))
    page = browser.follow(browser.submit(page, "/inloggen/code", code=identity.code_for(member.phone)))
    codes = {}
    for password in passwords:
        answer = browser.submit(page, "/wachtwoord-wijzigen", new_password=password, new_password_again=password)
        found = re.findall(r'data-code="(password\.\w+)"', answer.text)
        assert answer.status_code == (422 if found else 303), answer.text
        codes[password] = [code for code in found if code in SEED_RULES]
        page = answer if found else page
    return codes


class TestOwnPassword:
    @pytest.mark.requirement("R-195", "R-196", "R-197", "R-198")
    def test_is_refused_as_the_test_vectors_say(self, identity: Identity, jjansen: Member) -> None:
        assert violations(identity, jjansen, "abcdefg1", "Abc1!xy", "Welkom#2026", "JANsen2026!", "Zomer 2026!") == {
            "abcdefg1": [CATEGORIES], "Abc1!xy": [LENGTH], "Welkom#2026": [CHARACTER], "JANsen2026!": [USERNAME],
            "Zomer 2026!": [CHARACTER]}

    @pytest.mark.requirement("R-195", "R-196", "R-197", "R-198")
    @pytest.mark.parametrize("password", ["Abcdef1!", "Abcdefg1", "Abcdefgh1234567!", "Zomer-2026"])
    def test_is_accepted_as_the_test_vectors_say(self, identity: Identity, jjansen: Member, password: str) -> None:
        assert violations(identity, jjansen, password) == {password: []}

    @pytest.mark.parametrize("password", ["Zomer-2026", "Welkom01", "Passw0rd!", "12-Qwertyuiop"])
    def test_is_not_a_common_one(self, identity: Identity, jjansen: Member, password: str) -> None:
        browser = Browser(identity)
        page = browser.follow(browser.enter_password(jjansen))
        page = browser.follow(browser.submit(page, "/inloggen/code", code=identity.code_for(jjansen.phone)))

        answer = browser.submit(page, "/wachtwoord-wijzigen", new_password=password, new_password_again=password)

        assert (answer.status_code, re.findall(r'data-code="(password\.\w+)"', answer.text)) == (422, ["password.common"])

    @pytest.mark.requirement("R-195")
    def test_has_eight_to_sixteen_characters(self, identity: Identity, jjansen: Member) -> None:
        assert violations(identity, jjansen, "Ab1!xxx", "Ab1!xxxxxxxxxxxxx", "Ab1!xxxxxxxxxxxx") == {
            "Ab1!xxx": [LENGTH], "Ab1!xxxxxxxxxxxxx": [LENGTH], "Ab1!xxxxxxxxxxxx": []}

    @pytest.mark.requirement("R-196")
    def test_holds_no_three_characters_of_the_username(self, identity: Identity, jjansen: Member) -> None:
        assert violations(identity, jjansen, "Jan5en?x", "xxNSE1!x", "\uff2a\uff41\uff4e-x12345", "Ja1!nsxx") == {
            "Jan5en?x": [USERNAME], "xxNSE1!x": [USERNAME], "\uff2a\uff41\uff4e-x12345": [USERNAME], "Ja1!nsxx": []}

    @pytest.mark.requirement("R-197")
    def test_holds_letters_digits_and_listed_punctuation_only(self, identity: Identity, jjansen: Member) -> None:
        refused = {f"Abcdef12{sign}": [CHARACTER] for sign in "@$#% &*^~+=/\\<>€"}

        assert violations(identity, jjansen, *refused, "Abcd12.,;:!?'\"(") == refused | {"Abcd12.,;:!?'\"(": []}

    @pytest.mark.requirement("R-198")
    def test_has_three_of_the_four_kinds_of_characters(self, identity: Identity, jjansen: Member) -> None:
        refused = {password: [CATEGORIES] for password in ("abcdefgh", "abcdEFGH", "abcd1234", "ABCD!!!!", "12345678")}

        assert violations(identity, jjansen, *refused, "abcd12!!") == refused | {"abcd12!!": []}
