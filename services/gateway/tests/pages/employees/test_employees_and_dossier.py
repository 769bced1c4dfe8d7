"""Employees, the dossier, benefits and help."""
import re

import pytest

from services.gateway.tests.fake_identity import EMPLOYER, Person

NEW = {"voornaam": "Fatima", "tussenvoegsel": "", "achternaam": "Haddad", "geboortedatum": "5-4-1990", "nummer": "1099",
       "in_dienst": "01-06-2026", "jaarloon": "31.200,00", "uren": "32,5", "sleutel": "n-1"}


@pytest.fixture
def browser(log_in):
    return log_in()


def post(platform, browser, path, fields=None, **more):
    token = browser.get(f"{platform.url}/session").json()["csrf_token"]
    return browser.post(platform.url + path, data=(fields or {}) | {"csrf_token": token}, **more)


class TestEmployees:
    def test_are_added_as_typed(self, platform, browser):
        page = post(platform, browser, "/werknemers/toevoegen", NEW)

        write, = platform.services.writes("/v1/employees")
        assert write["body"] == {
            "first_name": "Fatima", "last_name": "Haddad", "birth_date": "1990-04-05", "employee_number": "1099",
            "employed_from": "2026-06-01", "annual_wage": "31200.00", "contract_hours": "32.5"}
        assert page.url.endswith("/werknemers/e-99")
        assert "De werknemer is toegevoegd" in page.text

    def test_come_back_with_every_error_at_once(self, platform, browser):
        page = post(platform, browser, "/werknemers/toevoegen", {"voornaam": "Fatima", "geboortedatum": "31-02-1990"})

        assert page.status_code == 422
        assert 'value="31-02-1990"' in page.text
        for field in ("achternaam", "geboortedatum", "nummer", "in_dienst", "jaarloon", "uren"):
            assert f'href="#{field}"' in page.text
        assert not platform.services.received

    def test_are_checked_by_the_rules_of_the_service_before_it_is_asked(self, platform, browser):
        typed = NEW | {"voornaam": "R2D2", "jaarloon": "3,50", "uren": "200", "geboortedatum": "5-4-1875", "telefoon": "123",
                       "functie": "heeft een depressie"}

        page = post(platform, browser, "/werknemers/toevoegen", typed)

        assert page.status_code == 422
        for field in ("voornaam", "jaarloon", "uren", "geboortedatum", "telefoon", "functie"):
            assert f'href="#{field}"' in page.text
        assert not platform.services.received

    def test_lead_by_the_number_of_a_report_to_all_of_it(self, platform, browser):
        listed = browser.get(f"{platform.url}/werknemers").text
        history = browser.get(f"{platform.url}/werknemers/e-2").text

        assert 'href="/dossier/V-2026-0002"' in listed
        assert "37,5\u00a0% vanaf 01-05-2026" in history

    def test_get_another_wage_from_a_day_on(self, platform, browser):
        post(platform, browser, "/werknemers/e-1/loon", {"jaarloon": "41000", "geldig_vanaf": "1-7-2026", "sleutel": "w"})

        write, = platform.services.writes("/v1/employees/e-1/wages")
        assert write["body"] == {"valid_from": "2026-07-01", "annual_wage": "41000.00"}


class TestDossiers:
    @pytest.mark.requirement("R-149", "R-152")
    @pytest.mark.parametrize(("completed", "there", "away"), [("ja", "Afgerond", "Gepland"), ("nee", "Gepland", "Afgerond")])
    def test_show_what_is_done_or_what_is_open(self, platform, browser, completed, there, away):
        rows = browser.get(f"{platform.url}/Verzuim/Verzuimdossier", params={"afgewerkt": completed},
                           headers={"HX-Request": "true"}).text

        assert there in rows
        assert away not in rows

    @pytest.mark.requirement("R-152")
    def test_refuse_another_value_of_completed(self, platform, browser):
        assert browser.get(f"{platform.url}/Verzuim/Verzuimdossier?afgewerkt=misschien").status_code == 422

    @pytest.mark.requirement("R-150")
    def test_are_found_by_employee_status_and_dates_together(self, platform, browser):
        asked = {"personeelsnummer": "1002", "stand": "PLANNED", "van": "1-7-2026", "tot": "31-12-2026"}
        page = browser.get(f"{platform.url}/Verzuim/Verzuimdossier", params=asked).text
        none = browser.get(f"{platform.url}/Verzuim/Verzuimdossier", params=asked | {"personeelsnummer": "9"}).text

        rows = re.findall(r'<th scope="row" data-label="Activiteit">([^<]+)</th>', page)
        everything = re.findall(r'<th scope="row" data-label="Activiteit">',
                                browser.get(f"{platform.url}/Verzuim/Verzuimdossier").text)
        assert 0 < len(rows) < len(everything)
        assert set(re.findall(r'data-label="Uiterlijk">[^<]*(20\d\d)', page)) == {"2026"}
        assert 'name="van" value="1-7-2026"' in page
        assert '<option value="PLANNED" selected>Gepland</option>' in page
        assert "Geen activiteiten gevonden" in none

    @pytest.mark.requirement("R-150")
    @pytest.mark.parametrize(("asked", "says"), [
        ({"van": "31-02-2026"}, "van"), ({"van": "2-7-2026", "tot": "1-7-2026"}, "tot"),
        ({"achternaam": "x" * 200}, "achternaam")])
    def test_refuse_a_wrong_filter_at_its_field_and_list_nothing(self, platform, browser, asked, says):
        page = browser.get(f"{platform.url}/Verzuim/Verzuimdossier", params=asked)

        assert page.status_code == 422
        assert f'id="{says}-fout"' in page.text
        assert 'data-label="Activiteit"' not in page.text

    def test_give_htmx_only_the_rows(self, platform, browser):
        rows = browser.get(f"{platform.url}/Verzuim/Verzuimdossier", headers={"HX-Request": "true"}).text

        assert "<html" not in rows
        assert "Voortgangsgesprek" in rows

    def test_show_the_plan_with_date_and_party(self, platform, browser):
        page = browser.get(f"{platform.url}/dossier/V-2026-0002").text

        assert "Vandaag is week 16" in page
        assert "Uw casemanager bij Perspectief" in page
        assert "U en uw werknemer" in page
        assert "Regeling procesgang art. 4" in page

    def test_name_who_guides_with_a_number_to_call(self, platform, browser):
        platform.services.data["dossiers"][0]["guided_by"] = [
            {"role": "casemanager", "name": "Carla Mulder", "phone": "+31341438705"},
            {"role": "company_doctor", "name": "Dina Smit", "phone": None}]

        card = browser.get(f"{platform.url}/dossier/V-2026-0002").text.split('id="begeleiding"')[1].split("</ul>")[0]

        assert re.findall('<span class="why">(.*?)</span><strong>(.*?)</strong><br><a href="tel:(.*?)">(.*?)</a>', card) == [
            ("Casemanager", "Carla Mulder", "+31341438705", "0341 438 705"),
            ("Bedrijfsarts", "Dina Smit", "+31341438700", "(0341) 438 700")]
        assert "Uw casemanager bij Perspectief" not in card

    def test_list_what_was_answered_in_the_report(self, platform, browser):
        page = browser.get(f"{platform.url}/dossier/V-2026-0007").text

        assert dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page)) == {
            "Gemeld op": "vr 12 juni 2026 (na de eerste ziektedag)", "Iemand anders aansprakelijk": "Ja",
            "Vangnetregeling": "Nee", "Arbeidsconflict": "Nee", "Ongeval op het werk": "Nee", "Ongeval in het verkeer": "Nee",
            "Ziekmelding betwist": "Nee", "Uw eigen risico loopt tot en met": "vr 26 juni 2026",
            "Eerste dag met uitkering": "ma 29 juni 2026"}

    def test_record_that_a_step_was_done(self, platform, browser):
        page = post(platform, browser, "/dossier/V-2026-0002/M04", {"afgerond_op": "12-06-2026", "sleutel": "c"})

        write, = platform.services.writes("/v1/dossiers/V-2026-0002/milestones/M04/completions")
        assert write["body"] == {"completed_on": "2026-06-12"}
        assert "als afgerond in het dossier" in page.text

    def test_say_that_the_other_party_must_do_its_part(self, platform, browser):
        platform.services.answers["completion"] = {"party": "employer", "status": "ONE_SIDED"}

        page = post(platform, browser, "/dossier/V-2026-0002/M04", {"afgerond_op": "12-06-2026", "sleutel": "c"})

        assert "klaar als ook de andere partij" in page.text

    def test_show_whose_part_is_missing_and_ask_it_once(self, platform, browser):
        plan = platform.services.data["dossiers"][0]["plan"]
        next(row for row in plan if row["code"] == "M04")["pending"] = {"party": "employer", "done_on": "2026-06-10"}
        plan[-1].update(status="CANCELLED", lapse="RECOVERED")

        page = browser.get(f"{platform.url}/dossier/V-2026-0002").text

        row = page.split('id="stap-M04-1"')[1].split("</tr>")[0]
        assert "half klaar sinds wo 10 juni 2026; nog nodig: Uw werknemer" in row
        assert "<form" not in row
        assert "omdat de werknemer hersteld is" in page

    def test_need_a_reason_before_their_window(self, platform, browser):
        row = browser.get(f"{platform.url}/dossier/V-2026-0002").text.split('id="stap-M09-1"')[1].split("</tr>")[0]
        assert 'name="reden"' in row

        post(platform, browser, "/dossier/V-2026-0002/M09",
             {"afgerond_op": "12-06-2026", "reden": "EARLY_RETURN", "sleutel": "c"})
        wrong = post(platform, browser, "/dossier/V-2026-0002/M09", {"afgerond_op": "12-06-2026", "reden": "X", "sleutel": "d"})

        (write,) = platform.services.writes("/v1/dossiers/V-2026-0002/milestones/M09/completions")
        assert write["body"] == {"completed_on": "2026-06-12", "forced_reason": "EARLY_RETURN"}
        assert (wrong.status_code, "Kies een reden uit de lijst." in wrong.text) == (422, True)

    def test_of_another_employer_are_not_there(self, platform, browser):
        assert browser.get(f"{platform.url}/dossier/V-2020-0001").status_code == 404


class TestStatistics:
    @pytest.mark.requirement("R-145")
    def test_have_their_own_page(self, platform, browser):
        page = browser.get(f"{platform.url}/Verzuim/Overzichten").text

        assert "4,82\u00a0%" in page
        assert "34,75" in page

    def test_refuse_a_period_that_ends_before_it_begins(self, platform, browser):
        page = browser.get(f"{platform.url}/Verzuim/Overzichten", params={"van": "02-05-2026", "tot": "01-05-2026"})

        assert page.status_code == 422

    def test_clip_a_period_in_the_future_and_say_so(self, platform, browser):
        page = browser.get(f"{platform.url}/Verzuim/Overzichten", params={"van": "01-05-2026", "tot": "31-12-2026"})

        assert page.status_code == 200
        assert "tot en met vandaag" in page.text


class TestBenefits:
    def test_of_one_month_have_the_date_of_the_run_that_pays_each(self, platform, browser):
        platform.services.data["benefits"].append(platform.services.data["benefits"][0] | {
            "absence_number": "V-2026-0007", "employee_id": "e-7", "pay_on": "2026-06-16", "status": "CALCULATED"})

        page = browser.get(f"{platform.url}/uitkeringen", params={"maand": "2026-03"}).text

        assert re.findall(r'">(V-2026-\d{4})<.*?data-label="Betaaldatum">([^<]+)<', page) == [
            ("V-2026-0007", "di 16 juni 2026"), ("V-2026-0002", "ma 20 april 2026")]

    def test_open_into_how_they_came_about(self, platform, browser):
        page = browser.get(f"{platform.url}/uitkeringen/V-2026-0002").text

        assert "21 werkdagen (maandag tot en met vrijdag) maal een dagloon van €\u00a0147,51" in page
        assert "di 16 juni 2026" in page

    @pytest.mark.parametrize(("person", "is_led"), [
        (EMPLOYER, True), (Person("acc-wages", "Wim Loon", "emp-1", ("EMPLOYEE_DATA",), kind="COLLEAGUE"), False),
        (Person("staff-claims", "Karim Yilmaz", None, (), ("insurer_claims",)), False),
    ], ids=["main contact", "colleague for wages", "claims"])
    def test_lead_to_the_dossier_who_may_open_it(self, platform, log_in, person, is_led):
        page = log_in(person).get(f"{platform.url}/uitkeringen/V-2026-0002")

        assert (page.status_code, "/dossier/V-2026-0002" in page.text, "Mo El Amrani" in page.text) == (200, is_led, True)


class TestHelp:
    @pytest.mark.requirement("R-082", "R-083", "R-084")
    @pytest.mark.parametrize("contact", ["(0118) 683 306", "Inkomenacceptatie@dezeeuwse.nl", "(0341) 438 700",
                                         "info@perspectief.eu",
                                         "(0341) 438 707", "helpdesk@perspectief.eu", "(0118) 683 305"])
    def test_gives_every_contact_also_without_login(self, platform, anonymous, contact):
        assert contact in anonymous.get(f"{platform.url}/hulp").text

    @pytest.mark.requirement("R-130")
    def test_opens_the_other_site_in_a_new_window(self, platform, anonymous):
        page = anonymous.get(f"{platform.url}/hulp").text

        assert page.count('target="_blank" rel="noopener"') == 2


class TestStart:
    @pytest.mark.requirement("R-001")
    def test_shows_the_policy_and_package_of_the_employer(self, platform, browser):
        page = browser.get(platform.url).text

        assert "MV-100200" in page
        assert "Ontzorg arbopakket van Perspectief" in page

    def test_answers_what_to_do_and_what_comes_in(self, platform, browser):
        page = browser.get(platform.url).text

        assert "50 dagen te laat" in page
        assert "€\u00a01.936,07" in page
        assert "Eerstejaarsevaluatie" not in page.split("Nu ziek")[0], "not yet to be done"

    def test_says_something_kind_when_there_is_nothing(self, platform, browser):
        platform.services.data |= {"absences": [], "dossiers": [], "vra_waiting": {"REQUESTS": []},
                                    "coming_total": platform.services.data["coming_total"] | {"amount": "0.00", "count": 0}}

        page = browser.get(platform.url).text

        assert "U hoeft nu niets te doen" in page
        assert "Niemand is ziek gemeld" in page
        assert "Er staat nu geen betaling klaar" in page
