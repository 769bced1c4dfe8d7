"""With a temporary password, everything but its change is refused (R-193)."""
import pytest

from services.identity.store import get_account
from services.identity.tests.api.own_account.conftest import enter
from services.identity.tests.conftest import PUBLIC, Browser, Identity, Member
from services.identity.usecases.password.replace_by_temporary import replace_by_temporary

__all__ = ["enter"]

REFUSED = "password.change_required"


@pytest.fixture
def waiting(browser: Browser, identity: Identity, main_contact: Member) -> Browser:
    """A browser whose login waits for a new password."""
    page = browser.follow(browser.enter_password(main_contact))
    browser.submit(page, "/inloggen/code", code=identity.code_for(main_contact.phone))
    return browser


class TestLoginWithTemporaryPassword:
    @pytest.mark.requirement("R-193")
    @pytest.mark.parametrize("path", ["/v1/own-account/sessions", "/v1/accounts", "/admin/v1/parked-events", "/oauth/userinfo"])
    def test_is_refused_every_other_call(self, waiting: Browser, path: str):
        answer = waiting.get(path)

        assert (answer.status_code, answer.json["code"]) == (403, REFUSED)

    def test_is_led_back_to_the_change_by_the_portal(self, waiting: Browser):
        assert waiting.authorize().location.endswith("/id/wachtwoord-wijzigen")

    def test_cannot_go_back_to_an_earlier_step(self, waiting: Browser):
        answer = waiting.post("/inloggen/code", code="123456")

        assert answer.status_code == 403
        assert f'data-code="{REFUSED}"' in answer.text


class TestPasswordIssuedAgain:
    def reissue(self, identity: Identity, account_id: str) -> str:
        def issue(session):
            account = get_account(session, account_id, lock=True)
            return replace_by_temporary(session, account, actor_id="staff-helpdesk", employer_id=None, public_url=PUBLIC,
                                        now=identity.machine_clock.now())
        return identity.run(issue).text

    @pytest.mark.requirement("R-193")
    def test_ends_the_login_and_the_code_that_were_pending(self, waiting: Browser, identity: Identity, main_contact: Member):
        self.reissue(identity, identity.account(main_contact.username).id)

        answer = waiting.post("/wachtwoord-wijzigen", new_password="Fiets-Kruk-31", new_password_again="Fiets-Kruk-31")

        assert answer.status_code == 400
        assert waiting.get("/wachtwoord-wijzigen").status_code == 400

    @pytest.mark.requirement("R-193")
    def test_ends_sessions_and_refuses_tokens_from_before(self, enter, identity: Identity):
        visitor = enter()
        self.reissue(identity, "staff-casemanager")

        assert visitor.refresh() == 400
        assert not visitor.is_signed_in()
        assert visitor.call("GET", "/own-account/sessions").status_code in (401, 403)
