"""A form that was opened before somebody else changed the same thing is not sent on; the page says what changed."""
import re

import pytest

from services.gateway.tests.fake_administration import parked_event, set_aside_item
from services.gateway.tests.fake_identity import ADMINISTRATOR, EMPLOYER

WAGE = {"jaarloon": "40.000,00", "geldig_vanaf": "01-07-2026"}
SENTENCE = "Iemand anders heeft dit intussen gewijzigd"
HIDDEN = re.compile(r'<input type="hidden" name="(versie|gezien)" value="([^"]*)">')


@pytest.fixture
def browser(log_in):
    return log_in(EMPLOYER)


def opened(platform, browser, path):
    """What the form of a page carries unseen."""
    hidden = dict(HIDDEN.findall(browser.get(platform.url + path).text))
    assert hidden["versie"]
    return {name: value.replace("&#34;", '"') for name, value in hidden.items()}


def send(platform, browser, path, hidden, **typed):
    token = browser.get(f"{platform.url}/session").json()["csrf_token"]
    return browser.post(platform.url + path, data={"csrf_token": token, "sleutel": "k-1"} | hidden | typed)


def employee(platform):
    return next(one for one in platform.services.data["employees"] if one["employee_id"] == "e-1")


class TestEmployee:
    def test_whose_wage_changed_gets_no_second_one_unseen(self, platform, browser):
        hidden = opened(platform, browser, "/werknemers/e-1")
        employee(platform).update(version=4, annual_wage="41760.00")

        page = send(platform, browser, "/werknemers/e-1/loon", hidden, **WAGE)

        assert page.status_code == 422
        assert f"{SENTENCE}: het jaarloon was €\u00a038.500,00 en is nu €\u00a041.760,00." in page.text
        assert 'value="40.000,00"' in page.text

    def test_can_be_changed_after_what_changed_was_seen(self, platform, browser):
        hidden = opened(platform, browser, "/werknemers/e-1")
        employee(platform).update(version=4, annual_wage="41760.00")
        seen = dict(HIDDEN.findall(send(platform, browser, "/werknemers/e-1/loon", hidden, **WAGE).text))

        page = send(platform, browser, "/werknemers/e-1/loon", seen, **WAGE)

        assert "Het loon is gewijzigd" in page.text

    def test_who_left_meanwhile_is_not_reported_to_leave_unseen(self, platform, browser):
        hidden = opened(platform, browser, "/werknemers/e-1/uit-dienst")
        employee(platform).update(version=4, employed_until="2026-06-30")

        page = send(platform, browser, "/werknemers/e-1/uit-dienst", hidden, laatste_dag="31-07-2026", reden="OTHER")

        assert f"{SENTENCE}: de laatste dag in dienst was – en is nu di 30 juni 2026." in page.text

    def test_is_reported_sick_after_a_change_that_was_seen(self, platform, browser):
        hidden = opened(platform, browser, "/ziek-melden/e-3")
        problem = {"code": "employee_data.version_conflict", "detail": "De gegevens zijn gewijzigd."}
        platform.services.refusals["POST /v1/sick-reports"] = (409, problem)
        next(one for one in platform.services.data["employees"] if one["employee_id"] == "e-3").update(
            version=9, contract_hours="32")
        answers = {"eerste_ziektedag": "15-06-2026", "gegevens": "kloppen", "derde": "nee", "vangnet": "nee",
                   "actie": "versturen"}

        refused = send(platform, browser, "/ziek-melden/e-3", hidden, **answers)
        platform.services.refusals.clear()
        done = send(platform, browser, "/ziek-melden/e-3", dict(HIDDEN.findall(refused.text)), **answers)

        assert f"{SENTENCE}: het aantal uren per week was 40 en is nu 32." in refused.text
        assert done.url.endswith("/ziek-melden/gedaan/V-2026-0100")
        assert platform.services.writes("/v1/sick-reports")[-1]["body"]["employee_version"] == 9


class TestAbsence:
    def test_that_ended_meanwhile_does_not_end_again_unseen(self, platform, browser):
        hidden = opened(platform, browser, "/herstel-melden/V-2026-0002")
        platform.services.data["absences"][0].update(sequence=2, status="RECOVERED", recovered_on="2026-06-12")

        page = send(platform, browser, "/herstel-melden/V-2026-0002", hidden, soort="geheel", datum="15-06-2026",
                    gegevens="kloppen", actie="versturen")

        assert (f"{SENTENCE}: de stand was gedeeltelijk hersteld en is nu hersteld; de hersteldatum was – en is nu "
                "vr 12 juni 2026.") in page.text

    def test_keeps_its_version_through_the_check_page(self, platform, browser):
        hidden = opened(platform, browser, "/herstel-melden/V-2026-0002")

        page = send(platform, browser, "/herstel-melden/V-2026-0002", hidden, soort="geheel", datum="15-06-2026",
                    gegevens="kloppen", actie="controleren")

        assert dict(HIDDEN.findall(page.text))["versie"] == hidden["versie"] == "1"


class TestDossier:
    def test_of_which_a_step_was_done_meanwhile_says_so(self, platform, browser):
        hidden = opened(platform, browser, "/dossier/V-2026-0007")
        dossier = platform.services.data["dossiers"][1]
        dossier.update(version=2, warnings=[{"warning_id": "w-1", "given_on": "2026-06-12"}])
        dossier["plan"][0].update(status="DONE", completed_on="2026-06-12")

        page = send(platform, browser, "/dossier/V-2026-0007/M04", hidden, afgerond_op="15-06-2026")

        assert page.status_code == 422
        assert (f"{SENTENCE}: afgerond was niets en is nu Contact door de verzuimconsultant (vr 12 juni 2026); "
                "het aantal waarschuwingen was 0 en is nu 1.") in page.text


class TestAdministration:
    @pytest.fixture
    def browser(self, log_in):
        return log_in(ADMINISTRATOR)

    @pytest.mark.parametrize(("kind", "thing", "path", "act", "typed"), [
        ("set_aside", set_aside_item(), "/beheer/taken/billing/12", "afsluiten", {"uitleg": "Met de hand gedaan."}),
        ("parked", parked_event(), "/beheer/berichten/billing/e-1", "laten-vallen", {"uitleg": "Dit is dubbel verstuurd."})])
    def test_names_what_happened_before_something_is_closed(self, platform, browser, kind, thing, path, act, typed):
        platform.services.data[kind]["billing"] = [thing]
        hidden = opened(platform, browser, path)
        thing[{"set_aside": "tries", "parked": "attempts"}[kind]] = 2

        page = send(platform, browser, f"{path}/{act}", hidden, **typed)

        assert page.status_code == 422
        assert f"{SENTENCE}: het aantal pogingen was 1 en is nu 2." in page.text

    @pytest.mark.parametrize(("kind", "thing", "path"), [
        ("set_aside", set_aside_item(), "/beheer/taken"), ("parked", parked_event(), "/beheer/berichten")])
    def test_tries_nothing_again_that_was_tried_meanwhile(self, platform, browser, kind, thing, path):
        platform.services.data[kind]["billing"] = [thing]
        hidden = opened(platform, browser, path)
        thing[{"set_aside": "tries", "parked": "attempts"}[kind]] = 2

        number = "12" if kind == "set_aside" else "e-1"
        page = send(platform, browser, f"{path}/billing/{number}/opnieuw", hidden)

        assert "Iemand anders was eerder." in page.text
        assert platform.services.data[kind]["billing"] == [thing]
