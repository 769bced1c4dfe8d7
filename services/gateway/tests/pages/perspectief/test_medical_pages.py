"""The medical part of a dossier for the doctor and a consultant under him, delegations, and steps that staff record."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_data import step
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, CONSULTANT, DOCTOR, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

NUMBER = "V-2026-0002"
FILE = f"/dossier/{NUMBER}/medisch"
NOTE = {"soort": "NOTE", "tekst": "Hernia"}
LIMITS = {"soort": "LIMITATIONS", "tekst": "Kan niet tillen.\nKan zitten."}


def send(platform: Platform, browser: Any, page: str, path: str, **form: str) -> Any:
    """Send a form of a page."""
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie|gezien)" value="([^"]*)"', browser.get(platform.url + page).text))
    return browser.post(platform.url + path, data=hidden | form)


class TestMedicalPart:
    def test_shows_what_was_added_with_its_author(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(DOCTOR)

        answer = send(platform, browser, FILE, FILE, **NOTE)

        assert (answer.status_code, answer.url) == (200, platform.url + FILE)
        assert all(text in answer.text for text in ("Hernia", "Bedrijfsarts acc-doctor", "15 juni 2026 om 11:30"))
        assert "/dossier/V-2026-0002/medisch" in browser.get(f"{platform.url}/dossier/{NUMBER}").text

    def test_corrects_an_entry_by_a_new_one(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(DOCTOR)
        send(platform, browser, FILE, FILE, **NOTE)
        form = browser.get(f"{platform.url}{FILE}?verbetert=m-1").text

        answer = send(platform, browser, FILE, FILE, soort="NOTE", tekst="Geen hernia", verbetert="m-1")

        assert ">Hernia</textarea>" in form
        assert ("<del>Hernia</del>" in answer.text, "Geen hernia" in answer.text) == (True, True)

    def test_shares_limitations_with_the_employer_when_the_doctor_chooses_so(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(DOCTOR)
        send(platform, browser, FILE, FILE, **LIMITS)
        before = log_in(EMPLOYER).get(f"{platform.url}/dossier/{NUMBER}").text

        answer = send(platform, browser, FILE, f"{FILE}/m-1/delen")

        assert "Kan niet tillen" not in before
        assert ("de werkgever leest dit" in answer.text, "Delen met de werkgever" in answer.text) == (True, False)
        assert "Kan niet tillen.\nKan zitten." in log_in(EMPLOYER).get(f"{platform.url}/dossier/{NUMBER}").text

    def test_refers_with_a_reason_that_the_employer_sees(self, platform: Platform, log_in: LogIn) -> None:
        order = {"naar": "LABOUR_EXPERT", "reden": "SUITABLE_WORK_UNCLEAR", "op": "15-06-2026"}

        answer = send(platform, log_in(CONSULTANT), FILE, f"{FILE}/verwijzing", **order)
        shown = log_in(EMPLOYER).get(f"{platform.url}/dossier/{NUMBER}").text

        assert answer.status_code == 200
        assert ("Arbeidsdeskundige" in shown, "Onduidelijk welk werk past" in shown) == (True, True)

    @pytest.mark.parametrize(("path", "form", "wrong"), [
        (FILE, {"tekst": "Hernia"}, "Kies wat u vastlegt."), (FILE, {"soort": "NOTE", "tekst": " "}, "Vul in wat u vastlegt."),
        (f"{FILE}/verwijzing", {"reden": "STAGNATION", "op": "15-06-2026"}, "Kies naar wie u verwijst."),
        (f"{FILE}/verwijzing", {"naar": "OTHER", "reden": "STAGNATION"}, "Vul in op welke dag u verwijst.")])
    def test_says_at_the_field_what_is_wrong_and_keeps_the_rest(self, platform: Platform, log_in: LogIn, path: str,
                                                                form: dict[str, str], wrong: str) -> None:
        answer = send(platform, log_in(DOCTOR), FILE, path, **form)

        assert answer.status_code == 422
        assert wrong in answer.text
        assert platform.services.writes(f"/v1/dossiers/{NUMBER}/medical") == []
        assert all(value in answer.text for value in form.values() if value.strip())

    @pytest.mark.parametrize("person", [CASEMANAGER, EMPLOYER, ADMINISTRATOR], ids=lambda person: person.account_id)
    def test_is_closed_to_others_who_see_no_way_to_it(self, platform: Platform, log_in: LogIn, person: Person) -> None:
        platform.services.data["dossiers"][0].pop("opens_medical_file")
        browser = log_in(person)

        assert browser.get(platform.url + FILE).status_code == 403
        assert "medisch" not in browser.get(f"{platform.url}/dossier/{NUMBER}").text

    def test_is_refused_to_a_consultant_under_no_doctor(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["dossiers"][0]["opens_medical_file"] = False
        platform.services.refusals[f"GET /v1/dossiers/{NUMBER}/medical"] = (403, {
            "code": "medical.not_delegated", "detail": "Het medische deel is voor de bedrijfsarts."})
        browser = log_in(CONSULTANT)

        answer = browser.get(platform.url + FILE)

        assert (answer.status_code, "Het medische deel is voor de bedrijfsarts." in answer.text) == (403, True)
        assert FILE not in browser.get(f"{platform.url}/dossier/{NUMBER}").text

    def test_of_a_dossier_of_others_leads_to_the_question_why(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["assigned_to_others"].append(NUMBER)
        platform.services.refusals[f"GET /v1/dossiers/{NUMBER}/medical"] = (403, {"code": "dossier.not_assigned"})

        answer = log_in(DOCTOR).get(platform.url + FILE)

        assert (answer.status_code, "niet aan u toegewezen" in answer.text) == (403, True)

    def test_is_in_the_list_of_who_looked(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["readings"] = [{
            "account_id": "acc-casemanager", "role": "casemanager", "read_at": "2026-06-15T09:30:00+00:00",
            "emergency_reason": None, "part": "MEDICAL", "refused": True}]

        page = log_in(EMPLOYER).get(f"{platform.url}/dossier/{NUMBER}/inzage").text

        assert ("Medisch" in page, "Geweigerd" in page) == (True, True)


class TestDelegations:
    def test_are_given_and_withdrawn_by_a_doctor(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(DOCTOR)
        before = browser.get(f"{platform.url}/delegaties").text

        given = send(platform, browser, "/delegaties", "/delegaties/acc-consultant")
        withdrawn = send(platform, browser, "/delegaties", "/delegaties/g-1/intrekken")

        assert (before.count("Niemand"), given.text.count("Niemand"), withdrawn.text.count("Niemand")) == (2, 1, 2)
        assert "De consultant werkt nu onder u." in given.text
        assert "De delegatie is ingetrokken." in withdrawn.text

    def test_of_another_doctor_are_said_to_be_so(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["consultants"][0].update(delegation_id="g-9", doctor_id="acc-other", doctor_name="Dina Smit",
                                                        began_at="2026-06-15T09:30:00+00:00")
        platform.services.refusals["POST /v1/delegations"] = (409, {
            "code": "delegation.other_doctor", "detail": "Al onder een ander."})
        browser = log_in(DOCTOR)

        answer = send(platform, browser, "/delegaties", "/delegaties/acc-consultant")

        assert (answer.status_code, "Al onder een ander." in answer.text) == (422, True)
        assert "Alleen Dina Smit kan dit wijzigen" in answer.text

    @pytest.mark.parametrize("person", [CONSULTANT, CASEMANAGER, EMPLOYER], ids=lambda person: person.account_id)
    def test_are_for_doctors_alone(self, platform: Platform, log_in: LogIn, person: Person) -> None:
        assert log_in(person).get(f"{platform.url}/delegaties").status_code == 403


class TestStepsOfStaff:
    @pytest.mark.parametrize(("person", "is_delegated", "shown"), [
        (DOCTOR, True, {"M08"}), (CONSULTANT, True, {"M08"}), (CONSULTANT, False, set())],
        ids=["doctor", "consultant under a doctor", "consultant under nobody"])
    def test_can_be_recorded_by_their_author(self, platform: Platform, log_in: LogIn, person: Person, is_delegated: bool,
                                             shown: set[str]) -> None:
        dossier = platform.services.data["dossiers"][0]
        dossier["opens_medical_file"] = is_delegated
        dossier["plan"].append(step("M08", "Eerstejaarsevaluatie bedrijfsarts", "2027-02-14", "company_doctor"))

        page = log_in(person).get(f"{platform.url}/dossier/{NUMBER}").text

        forms = set(re.findall(rf'action="/dossier/{NUMBER}/(M\w+)"', page))
        assert forms >= shown
        assert "M04" not in forms
        assert bool(forms) == bool(shown)

    def test_are_listed_with_what_is_due_first_and_lead_to_their_forms(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["dossiers"][0]["plan"].append(
            step("M08", "Eerstejaarsevaluatie bedrijfsarts", "2026-06-20", "company_doctor"))
        browser = log_in(DOCTOR)

        page = browser.get(f"{platform.url}/te-doen").text

        assert re.search(r"\d+ stappen open, waarvan 1 te laat", page)
        titles = ("Plan van aanpak", "Eerstejaarsevaluatie bedrijfsarts", "Re-integratieverslag")
        assert sorted(titles, key=page.index) == list(titles)
        assert f'href="/dossier/{NUMBER}#stap-M08-1"' in page
        assert 'id="stap-M08-1"' in browser.get(f"{platform.url}/dossier/{NUMBER}").text

    def test_are_recorded_by_the_doctor_in_the_dossier(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["dossiers"][0]["plan"].append(
            step("M08", "Eerstejaarsevaluatie bedrijfsarts", "2026-06-20", "company_doctor"))
        dossier = f"/dossier/{NUMBER}"

        answer = send(platform, log_in(DOCTOR), dossier, f"{dossier}/M08", afgerond_op="15-06-2026")

        (write,) = platform.services.writes(f"/v1/dossiers/{NUMBER}/milestones/M08/completions")
        assert (answer.status_code, write["body"]) == (200, {"completed_on": "2026-06-15"})
        assert "De activiteit staat nu als afgerond in het dossier." in answer.text
