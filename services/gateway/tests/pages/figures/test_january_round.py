"""The January round through the pages, without JavaScript."""
import pytest

from services.gateway.tests.fake_identity import REPORTER
from services.gateway.tests.fake_january import JANUARY

SUBMISSION = "/v1/data-campaigns/2026/submissions"


@pytest.fixture
def browser(platform, log_in):
    platform.services.data["campaigns"] = [dict(JANUARY)]
    return log_in()


def send(platform, browser, path, action="", **fields):
    token = browser.get(f"{platform.url}/session").json()["csrf_token"]
    return browser.post(platform.url + path, data=fields | {"csrf_token": token, "actie": action, "sleutel": "once"})


def sent(platform):
    return [write["body"] for write in platform.services.received if write["path"] == SUBMISSION]


class TestJanuaryRound:
    @pytest.mark.requirement("R-017")
    def test_is_a_task_until_it_is_submitted(self, platform, browser):
        before = browser.get(platform.url).text
        send(platform, browser, "/januari/2026", "klopt")
        after = browser.get(platform.url).text

        assert 'href="/januari/2026">Controleer de lonen<' in before
        assert "Controleer de lonen" not in after

    def test_shows_only_what_changed_or_everybody(self, platform, browser):
        changed = browser.get(f"{platform.url}/januari").text
        everybody = browser.get(f"{platform.url}/januari/2026?allen=ja").text

        assert "Anna van den Berg" in changed
        assert "Bram Visser" not in changed
        assert "Bram Visser" in everybody

    @pytest.mark.requirement("R-018", "R-019")
    def test_shows_the_premium_of_both_years_before_it_is_confirmed(self, platform, browser):
        page = browser.get(f"{platform.url}/januari/2026").text

        for shown in ("€\u00a011.550,00", "€\u00a0550,00", "€\u00a011.935,00", "€\u00a057,75"):
            assert shown in page

    def test_is_confirmed_in_one_act(self, platform, browser):
        answer = send(platform, browser, "/januari/2026", "klopt", **{"loon-e-1": "40.000,00", "uren-e-1": "36"})

        assert sent(platform) == [{"wages": {}, "hours": {}}]
        assert "U hoeft niets meer te doen" in answer.text

    def test_checks_changes_of_several_pages_before_they_are_sent(self, platform, browser):
        send(platform, browser, "/januari/2026", "verder", **{"loon-e-1": "€ 45.000,00", "uren-e-1": "36"})
        check = send(platform, browser, "/januari/2026?allen=ja", "klopt",
                     **{"loon-e-2": "40.000,00", "uren-e-2": "36", "loon-e-3": "40.000,00", "uren-e-3": "20"})
        before = sent(platform)
        send(platform, browser, "/januari/2026/versturen")

        assert check.url.endswith("/januari/2026/controleren")
        assert "€\u00a045.000,00" in check.text
        assert "€\u00a0250,25" in check.text  # 45,000 × 3.85 % - 1,482.25
        assert "Mo El Amrani" not in check.text
        assert before == []
        assert sent(platform) == [{"wages": {"e-1": "45000.00"}, "hours": {"e-3": "20"}}]

    def test_says_at_the_employee_what_is_wrong(self, platform, browser):
        answer = send(platform, browser, "/januari/2026", "klopt", **{"loon-e-1": "3,50", "uren-e-1": "200"})

        assert answer.status_code == 422
        assert answer.text.count("Anna van den Berg: ") == 4  # at both fields and in the summary
        assert sent(platform) == []

    def test_names_the_employee_whose_data_the_service_refuses(self, platform, browser):
        send(platform, browser, "/januari/2026", "controleren", **{"loon-e-1": "45.000,00", "uren-e-1": "36"})
        platform.services.refusals[f"POST {SUBMISSION}"] = (422, {"code": "input.invalid", "errors": [
            {"field": "wages.e-1", "code": "employee.not_found", "message": "Deze werknemer bestaat niet."}]})

        answer = send(platform, browser, "/januari/2026/versturen")

        assert answer.status_code == 422
        assert "Anna van den Berg: Deze werknemer bestaat niet." in answer.text

    def test_says_that_none_is_open(self, platform, log_in):
        assert "U hoeft nu niets te doen" in log_in().get(f"{platform.url}/januari").text
        assert log_in().get(f"{platform.url}/januari/2019").status_code == 404

    def test_is_for_those_who_manage_employee_data(self, platform, browser, log_in):
        visitor = log_in(REPORTER)

        assert visitor.get(f"{platform.url}/januari/2026").status_code == 403
        assert "Controleer de lonen" not in visitor.get(platform.url).text
