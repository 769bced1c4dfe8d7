"""What a company doctor and a labour expert find on Start, and the work that a doctor countersigns (R-027)."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CONSULTANT, DOCTOR, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/te-bekrachtigen"
EXPERT = Person("acc-expert", "Ad Bakker", None, (), ("labour_expert",))
WORK: dict[str, Any] = {
    "completion_id": "completion-1", "absence_number": "V-2026-0002", "code": "M03", "title": "Probleemanalyse",
    "completed_on": "2026-06-12", "employee_name": "Mo El Amrani", "company_name": "Bakkerij De Jong B.V.",
    "consultant_name": "Sven Kok"}


class TestCountersigning:
    def test_is_one_click_on_the_row_and_counted_on_start(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["delegated_work"].append(WORK)
        browser = log_in(DOCTOR)
        start, page = browser.get(platform.url + "/").text, browser.get(platform.url + PAGE).text
        hidden = dict(re.findall(r'name="(csrf_token|sleutel)" value="([^"]*)"', page))

        done = browser.post(f"{platform.url}{PAGE}/completion-1", data=hidden)

        assert "Gedelegeerd werk om te bekrachtigen" in start
        assert ("Probleemanalyse" in page, "Sven Kok" in page, "Mo El Amrani" in page) == (True, True, True)
        assert "U heeft dit werk bekrachtigd." in done.text
        assert "Er is niets te bekrachtigen" in done.text

    def test_says_that_it_was_done_before(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.data["delegated_work"].append(WORK)
        platform.services.refusals["POST /v1/delegated-work/completion-1/countersignature"] = (404, {
            "code": "delegated_work.not_found", "detail": "Dit werk staat niet open om te bekrachtigen."})
        browser = log_in(DOCTOR)
        hidden = dict(re.findall(r'name="(csrf_token|sleutel)" value="([^"]*)"', browser.get(platform.url + PAGE).text))

        late = browser.post(f"{platform.url}{PAGE}/completion-1", data=hidden)

        assert (late.status_code, "al bekrachtigd" in late.text) == (422, True)

    @pytest.mark.parametrize("person", [EMPLOYER, CONSULTANT, EXPERT], ids=["employer", "consultant", "expert"])
    def test_is_for_doctors(self, platform: Platform, log_in: LogIn, person: Person) -> None:
        assert log_in(person).get(platform.url + PAGE).status_code == 403


class TestStart:
    @pytest.mark.parametrize(("person", "title"), [
        (DOCTOR, "Oordelen en analyses, te laat of deze week"), (EXPERT, "Onderzoeken, te laat of deze week")],
        ids=["doctor", "expert"])
    def test_counts_the_steps_that_are_late_or_due_within_a_week(self, platform: Platform, log_in: LogIn, person: Person,
                                                                 title: str) -> None:
        page = log_in(person).get(platform.url + "/").text

        assert f'href="/te-doen">{title}' in page
