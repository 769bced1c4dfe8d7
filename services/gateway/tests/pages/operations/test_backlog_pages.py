"""Common behaviour of the pages for parked events and set-aside items: access, retry, missing entries."""
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from services.gateway.tests.fake_administration import parked_event, set_aside_item
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER

EXPLANATION = "Met de hand opgelost bij de overgang"


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its page, the key of its entries in the fake services, and one entry."""

    page: str
    name: str
    service: str
    one_id: str
    closing: str
    gone: str
    entry: Callable[..., dict[str, Any]]

    @property
    def address(self) -> str:
        """Path of the entry."""
        return f"{self.page}/{self.service}/{self.one_id}"


KINDS = [
    Kind("/beheer/berichten", "parked", "casework", "e-1", "laten-vallen",
         "Dit bericht staat niet meer vast: het is intussen verwerkt of vervallen.", parked_event),
    Kind("/beheer/taken", "set_aside", "billing", "12", "afsluiten",
         "Dit staat niet meer apart: het is intussen gedaan of afgesloten.", set_aside_item),
]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request):
    return request.param


@pytest.fixture
def waiting(platform, kind):
    """The entries of a kind, initially one."""
    entries = [kind.entry()]
    platform.services.data[kind.name][kind.service] = entries
    return entries


class TestEntryThatIsGone:
    def test_leads_back_to_the_list(self, platform, browser, kind):
        page = browser.get(platform.url + kind.address)

        assert (page.status_code, page.url) == (200, platform.url + kind.page)
        assert kind.gone in page.text

    def test_is_said_to_be_gone_after_another_try(self, press, kind):
        assert kind.gone in press(f"{kind.address}/opnieuw").text

    def test_is_said_to_be_gone_after_closing(self, press, kind):
        assert kind.gone in press(f"{kind.address}/{kind.closing}", uitleg=EXPLANATION).text

    def test_of_an_unknown_service_is_not_found(self, platform, browser, kind):
        assert browser.get(f"{platform.url}{kind.page}/nothing/{kind.one_id}").status_code == 404


class TestClosing:
    def test_needs_an_explanation_and_keeps_what_was_typed(self, press, kind, waiting):
        answer = press(f"{kind.address}/{kind.closing}", uitleg="te kort")

        assert answer.status_code == 422
        assert "Geef 10 tot 500 tekens." in answer.text
        assert 'value="te kort"' in answer.text
        assert waiting


class TestAccess:
    @pytest.mark.parametrize("person", [EMPLOYER, CASEMANAGER], ids=["employer", "casemanager"])
    def test_is_for_administrators_alone(self, platform, log_in, person, kind):
        browser = log_in(person)

        assert [browser.get(platform.url + path).status_code for path in (kind.page, kind.address)] == [403, 403]
        assert kind.page not in browser.get(platform.url).text

    @pytest.mark.parametrize("person", [EMPLOYER, CASEMANAGER], ids=["employer", "casemanager"])
    def test_changes_nothing_for_others(self, platform, log_in, person, kind, waiting):
        browser = log_in(person)
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]

        answers = [browser.post(f"{platform.url}{kind.address}/{action}", data={"csrf_token": token, "uitleg": EXPLANATION})
                   for action in ("opnieuw", kind.closing)]

        assert [answer.status_code for answer in answers] == [403, 403]
        assert waiting

    @pytest.mark.parametrize("site", ["same-origin", "cross-site"])
    def test_changes_nothing_without_the_token_of_our_own_page(self, platform, browser, kind, waiting, site):
        for action in ("opnieuw", kind.closing):
            browser.post(f"{platform.url}{kind.address}/{action}", data={"uitleg": EXPLANATION},
                         headers={"Sec-Fetch-Site": site})

        assert waiting
