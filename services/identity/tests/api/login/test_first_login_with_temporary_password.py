"""The first login of a main contact: temporary password, SMS code, own password, and only then the portal."""
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from services.identity.tests.conftest import Browser, Identity, Member
from shared.events.identity import AccountActivated

OWN = "Fiets-Kruk-31"


@pytest.fixture
def at_change(browser: Browser, identity: Identity, main_contact: Member):
    """The page to replace the temporary password."""
    page = browser.follow(browser.enter_password(main_contact))
    return browser.follow(browser.submit(page, "/inloggen/code", code=identity.code_for(main_contact.phone)))


class TestFirstLogin:
    def test_allows_only_the_password_change(self, browser: Browser, identity: Identity, at_change):
        assert "Kies een eigen wachtwoord" in at_change.text

        answer = browser.authorize()

        assert urlsplit(answer.location).path == "/id/wachtwoord-wijzigen"
        assert identity.published(AccountActivated) == []

    @pytest.mark.requirement("R-194")
    def test_explains_why_the_password_must_be_changed(self, at_change):
        assert "kan niemand namens u inloggen en gegevens inzien of misbruiken" in at_change.text

    def test_continues_to_the_portal_afterwards(self, browser: Browser, identity: Identity, main_contact, at_change):
        answer = browser.submit(at_change, "/wachtwoord-wijzigen", new_password=OWN, new_password_again=OWN)

        assert "code" in browser.arrive(answer)
        account = identity.account(main_contact.username)
        assert account.state == "ACTIVE"
        [activated] = identity.published(AccountActivated)
        assert (activated.account_id, activated.employer_id) == (account.id, "employer-1")

    @pytest.mark.requirement("R-180")
    def test_carries_all_three_rights_and_the_employer_in_the_token(self, browser: Browser, identity: Identity, main_contact,
                                                                     at_change):
        answer = browser.submit(at_change, "/wachtwoord-wijzigen", new_password=OWN, new_password_again=OWN)
        tokens = browser.redeem(browser.arrive(answer)["code"]).json

        claims = browser.ask_introspection(tokens["access_token"])
        assert claims["rights"] == ["RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS"]
        assert (claims["employer_id"], claims["roles"], claims["kind"]) == ("employer-1", [], "MAIN_CONTACT")

    @pytest.mark.requirement("R-192")
    def test_invalidates_the_temporary_password(self, browser: Browser, identity: Identity, main_contact, at_change):
        browser.submit(at_change, "/wachtwoord-wijzigen", new_password=OWN, new_password_again=OWN)

        again = Browser(identity).enter_password(main_contact)

        assert again.status_code == 401
        own = Member(main_contact.username, OWN, main_contact.phone, main_contact.email)
        assert "code" in Browser(identity).log_in(own)

    @pytest.mark.requirement("R-192")
    @pytest.mark.parametrize(("days", "status"), [(14, 303), (15, 401)])
    def test_must_happen_within_fourteen_days(self, browser: Browser, identity: Identity, main_contact, days: int,
                                              status: int):
        identity.set_today(identity.clock.today() + timedelta(days=days))

        assert browser.enter_password(main_contact).status_code == status


class TestOwnPassword:
    def test_is_refused_with_all_violated_rules_at_once(self, browser: Browser, main_contact, at_change):
        answer = browser.submit(at_change, "/wachtwoord-wijzigen", new_password="jdej#", new_password_again="jdej#")

        assert answer.status_code == 422
        for code in ("password.length", "password.contains_username", "password.forbidden_character", "password.categories"):
            assert f'data-code="{code}"' in answer.text
        assert "jdej#" not in answer.text

    @pytest.mark.requirement("R-194")
    def test_must_differ_from_the_temporary_one(self, browser: Browser, main_contact, at_change):
        old = main_contact.password

        answer = browser.submit(at_change, "/wachtwoord-wijzigen", new_password=old, new_password_again=old)

        assert answer.status_code == 422
        assert 'data-code="password.same_as_old"' in answer.text

    def test_must_be_entered_twice(self, browser: Browser, at_change):
        answer = browser.submit(at_change, "/wachtwoord-wijzigen", new_password=OWN, new_password_again="Fiets-Kruk-32")

        assert answer.status_code == 422
        assert 'aria-describedby="rules new_password_again-error"' in answer.text

    def test_can_be_corrected_on_the_same_page(self, browser: Browser, at_change):
        wrong = browser.submit(at_change, "/wachtwoord-wijzigen", new_password="kort", new_password_again="kort")

        answer = browser.submit(wrong, "/wachtwoord-wijzigen", new_password=OWN, new_password_again=OWN)

        assert "code" in browser.arrive(answer)
