"""The pages of parked events: list in Dutch, retry, and drop with an explanation."""
import re

import pytest

from services.gateway.tests.fake_administration import parked_event

PAGE = "/beheer/berichten"


class TestOverview:
    def test_says_that_all_flows_when_nothing_is_parked(self, platform, browser):
        page = browser.get(platform.url + PAGE)

        assert page.status_code == 200
        assert "Alles loopt" in page.text

    def test_says_which_dossier_waits_since_when_why_and_what_waits_behind_it(self, platform, browser):
        platform.services.data["parked"]["casework"] = [parked_event()]

        page = browser.get(platform.url + PAGE).text

        assert "Dossier V-2026-000123" in page
        assert ("Wacht sinds maandag 15 juni 2026 om 10:05, omdat het bericht over een ziekmelding niet is verwerkt: dat "
                "mislukte één keer. 3 latere berichten wachten erachter, in volgorde. Andere dossiers lopen door.") in page
        assert "no policy on that day" in page

    def test_offers_no_new_attempt_where_a_snapshot_was_asked_for(self, platform, browser):
        platform.services.data["parked"]["claims"] = [parked_event(reason="GAP", behind=0)]

        page = browser.get(platform.url + PAGE).text

        assert "daarna gaat dit vanzelf verder" in page
        assert "Opnieuw proberen" not in page

    @pytest.mark.parametrize("more", [{"type": "nl.verzuim.claims.something.new.v7", "subject": None, "behind": 1},
                                      {"type": "-", "subject": None, "sequence": None, "reason": "BEHIND", "behind": 0}])
    def test_has_words_for_what_it_does_not_know(self, platform, browser, more):
        platform.services.data["parked"]["billing"] = [parked_event(**more)]

        page = browser.get(platform.url + PAGE)

        assert page.status_code == 200
        assert "iets wat dit scherm niet kent" in page.text

    def test_shows_the_others_while_one_service_is_slow(self, platform, browser):
        platform.services.data["parked"]["casework"] = [parked_event()]
        platform.services.slow["claims"] = 2.5

        page = browser.get(platform.url + PAGE).text

        assert "Dossier V-2026-000123" in page
        assert "Dit ontbreekt nu even: uitkeringen" in page
        assert "Alles loopt" not in page


class TestHistory:
    @pytest.mark.parametrize(("action", "words"), [
        ("RELEASED", "Verwerkt"), ("DROPPED", "Laten vallen"), ("SUPERSEDED", "Vervangen door de volledige stand")])
    def test_says_what_became_of_each(self, platform, browser, action, words):
        platform.services.data["resolutions"]["casework"] = [parked_event() | {
            "action": action, "actor_id": "staff-beheer", "explanation": None, "resolved_at": "2026-06-15T09:00:00+00:00"}]

        page = browser.get(platform.url + PAGE).text

        assert words in page
        assert "maandag 15 juni 2026 om 11:00" in page


class TestTryingAgain:
    def test_lets_the_dossier_go_and_remembers_who_did_it(self, platform, press):
        platform.services.data["parked"]["casework"] = [parked_event()]

        page = press(f"{PAGE}/casework/e-1/opnieuw").text

        assert "4 berichten zijn verwerkt, in volgorde. Alles van dit dossier loopt weer." in page
        assert "Alles loopt" in page
        assert "staff-beheer" in page

    def test_says_that_it_failed_again(self, platform, press):
        platform.services.data["parked"]["casework"] = [parked_event(error="ValueError: fails again")]

        assert "Het volgende bericht mislukte opnieuw" in press(f"{PAGE}/casework/e-1/opnieuw").text


class TestDropping:
    def test_takes_the_message_out_and_shows_why(self, platform, press):
        platform.services.data["parked"]["casework"] = [parked_event()]

        page = press(f"{PAGE}/casework/e-1/laten-vallen", uitleg="Dubbel gestuurd bij de overgang").text

        assert "Het bericht is vervallen. 3 berichten zijn verwerkt" in page
        assert "Dubbel gestuurd bij de overgang" in page


class TestOneMessage:
    def test_shows_the_names_of_its_fields_and_what_waits_behind_it(self, platform, browser):
        platform.services.data["parked"]["casework"] = [parked_event()]

        page = browser.get(f"{platform.url}{PAGE}/casework/e-1").text

        assert "absence.absence_number" in page
        assert "Wacht erachter" in page

    def test_gives_each_of_its_two_deeds_a_key_of_its_own(self, platform, browser):
        platform.services.data["parked"]["casework"] = [parked_event()]
        address = re.search(rf'href="({PAGE}/casework/[^"]+)"', browser.get(platform.url + PAGE).text).group(1)

        keys = re.findall(r'name="sleutel" value="([^"]+)"', browser.get(platform.url + address).text)

        assert len(keys) == len(set(keys)) == 2
