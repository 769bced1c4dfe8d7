"""Acceptance sends the employees that came with an application (R-015)."""
import re

import pytest

from services.gateway.tests.fake_identity import EMPLOYER, Person

ACCEPTANCE = Person("staff-acceptatie", "Anja Bos", None, (), ("insurer_acceptance",))
PATH = "/acceptatie/werknemers"


@pytest.fixture
def browser(log_in):
    return log_in(ACCEPTANCE)


def send(platform, browser, file: bytes | None = b"Personeelsnummer\n1", **typed: str):
    """Fill in the form."""
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', browser.get(platform.url + PATH).text))
    files = {"bestand": ("werknemers.csv", file)} if file is not None else None
    return browser.post(platform.url + PATH, data=hidden | {"polisnummer": "MV-100200", "loon": ""} | typed, files=files)


class TestForm:
    def test_sends_the_file_and_shows_what_became_of_it(self, platform, browser):
        page = send(platform, browser)

        assert page.url == f"{platform.url}{PATH}?polis=MV-100200"
        assert "Het bestand is ontvangen." in page.text
        assert re.search(r'data-label="Stand"><span[^>]*>Wacht</span>', page.text)

    @pytest.mark.parametrize(("file", "typed", "said"), [
        (None, {}, "Kies eerst een bestand."), (b"", {}, "Kies eerst een bestand."),
        (b"x", {"polisnummer": ""}, "Vul het polisnummer in."), (b"x", {"polisnummer": "MV-1"}, "Deze polis is niet bekend."),
        (b"x", {"loon": "week"}, "Kies of dit het loon per maand of per jaar is.")])
    def test_says_at_the_field_what_is_wrong(self, platform, browser, file, typed, said):
        page = send(platform, browser, file, **typed)

        assert (page.status_code, said in page.text) == (422, True)
        assert not platform.services.data["imports"]

    def test_is_led_to_by_the_queue_and_for_acceptance_alone(self, platform, browser, log_in):
        platform.identity.api["GET /v1/main-contacts"] = {"items": [], "next": None}

        assert f'href="{PATH}"' in browser.get(f"{platform.url}/acceptatie").text
        assert log_in(EMPLOYER).get(platform.url + PATH).status_code == 403
