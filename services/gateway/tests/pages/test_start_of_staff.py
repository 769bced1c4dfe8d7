"""The start page of staff says how much waits in the queues of the role."""
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn, Platform
from services.gateway.tests.fake_administration import parked_event, set_aside_item
from services.gateway.tests.fake_identity import ADMINISTRATOR, Person
from services.gateway.tests.pages.accounts.test_acceptance_pages import ACCEPTANCE, contact
from services.gateway.tests.pages.accounts.test_account_request_pages import asked as account_request
from services.gateway.tests.pages.accounts.test_helpdesk_pages import asked
from services.gateway.tests.pages.accounts.test_security_log_pages import HELPDESK

NOTHING = "Er wacht nu niets op u"
LEGAL_AID = Person("staff-rechtsbijstand", "Bas Vos", None, (), ("legal_aid",))


def queues(page: requests.Response) -> list[str]:
    """The links and numbers of what waits."""
    part = page.text.split('id="wacht"')[1].split("</section>")[0]
    return [" ".join(item.split("</li>")[0].replace("<", "\n<").split("\n")) for item in part.split("<li>")[1:]]


def page_of(*items: Any, more: str | None = None) -> dict[str, Any]:
    """A page of a list."""
    return {"items": list(items), "next": more}


class TestStart:
    def test_counts_what_the_helpdesk_has_to_do(self, platform: Platform, log_in: LogIn):
        platform.identity.api["GET /admin/v1/helpdesk-requests"] = page_of(asked(), asked(), more="later")

        [queue] = queues(log_in(HELPDESK).get(platform.url + "/"))

        assert 'href="/helpdesk"' in queue
        assert "meer dan 2" in queue
        assert platform.identity.received[-1]["query"]["state"] == "OPEN"

    def test_counts_whom_acceptance_has_to_call_back(self, platform: Platform, log_in: LogIn):
        platform.identity.api |= {"GET /v1/main-contacts": page_of(contact(), contact()),
                                  "GET /v1/account-requests": page_of(account_request())}

        contacts, requested = queues(log_in(ACCEPTANCE).get(platform.url + "/"))

        assert ('href="/acceptatie"' in contacts, ">2" in contacts) == (True, True)
        assert ('href="/acceptatie/aanvragen"' in requested, ">1" in requested) == (True, True)

    def test_adds_up_what_failed_in_all_services(self, platform: Platform, log_in: LogIn):
        platform.services.data["set_aside"] |= {"billing": [set_aside_item(1)], "claims": [set_aside_item(2), set_aside_item(3)]}
        platform.services.data["parked"]["casework"] = [parked_event()]

        tasks, events = queues(log_in(ADMINISTRATOR).get(platform.url + "/"))

        assert ('href="/beheer/taken"' in tasks, ">3" in tasks) == (True, True)
        assert ('href="/beheer/berichten"' in events, ">1" in events) == (True, True)

    @pytest.mark.parametrize("person", [HELPDESK, ACCEPTANCE, ADMINISTRATOR])
    def test_says_that_nothing_waits(self, platform: Platform, log_in: LogIn, person: Person):
        assert NOTHING in log_in(person).get(platform.url + "/").text

    def test_names_what_cannot_be_counted_instead(self, platform: Platform, log_in: LogIn):
        browser = log_in(ADMINISTRATOR)
        platform.services.slow["claims"] = 2.5

        page = browser.get(platform.url + "/").text

        assert "Dit ontbreekt nu even: taken, berichten." in page
        assert NOTHING not in page

    def test_has_no_queues_for_who_has_none(self, platform: Platform, log_in: LogIn):
        assert "Wat op u wacht" not in log_in(LEGAL_AID).get(platform.url + "/").text
