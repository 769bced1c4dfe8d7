"""The start page of an employer: tasks with a reason and one button, what is due, and who is sick."""
import re

import pytest

from services.gateway.tests.fake_data import employee_import, step
from services.gateway.tests.fake_identity import EMPLOYER, REPORTER
from services.gateway.tests.fake_january import JANUARY
from services.gateway.view.start.tasks import ALSO, WHY

TASK = re.compile(r'<li>\s*<span class="task-icon.*?</li>', re.DOTALL)


def tasks(page: str) -> list[str]:
    """The tasks of a page, without icons."""
    return TASK.findall(page)


class TestTasks:
    def test_have_a_reason_and_one_button_each(self, platform, log_in):
        platform.services.data["campaigns"] = [dict(JANUARY)]
        platform.services.data["imports"] = [employee_import() | {"state": "MAPPING"}]

        found = tasks(log_in(EMPLOYER).get(platform.url).text)

        assert len(found) >= 4
        for task in found:
            assert len(re.findall(r"<a ", task)) == 1, task
            assert len(re.findall(r'<span class="task-more">[^<]{20,}</span>', task)) >= 1, task
        text = "".join(found)
        for address, button in (("/januari/2026", "Controleer de lonen"), ("/dossier/V-2026-0002#stap-M05-1", "Bekijk de stap")):
            assert re.search(rf'href="{address}">{button}<', text), address

    def test_of_a_file_end_when_it_was_answered(self, platform, log_in):
        browser = log_in(EMPLOYER)
        for state, is_task in (("MAPPING", True), ("ASKING", True), ("RUNNING", False), ("DONE", False)):
            platform.services.data["imports"] = [employee_import() | {"state": state}]
            assert ("Maak het importeren van werknemers af" in browser.get(platform.url).text) == is_task

    def test_are_only_those_that_the_visitor_may_do(self, platform, log_in):
        platform.services.data["campaigns"] = [dict(JANUARY)]
        platform.services.data["imports"] = [employee_import() | {"state": "MAPPING"}]

        page = log_in(REPORTER).get(platform.url).text

        assert "Controleer de lonen" not in page
        assert "Maak het importeren" not in page
        assert "Te betalen" not in page

    @pytest.mark.parametrize("code", ["M04", "M06", "M15", "onbekend"])
    def test_say_why_a_step_matters(self, platform, log_in, code):
        platform.services.data["dossiers"][0]["plan"] = [step(code, "Stap", "2026-06-01", "employer", "OVERDUE")]

        page = log_in(EMPLOYER).get(platform.url).text

        assert WHY.get(code, ALSO) in page


class TestDue:
    def test_lists_the_invoices_that_are_not_paid(self, platform, log_in):
        invoices = platform.services.data["invoices"]
        for invoice, stage in zip(invoices, ("OPEN", "REMINDED"), strict=False):
            invoice |= {"status": "OPEN", "stage": stage}

        page = log_in(EMPLOYER).get(platform.url).text

        section = page[page.index('id="te-betalen"'):page.index('id="nu-ziek"')]
        assert 'href="/facturen/A-2026-0001"' in section
        assert "1.669,80" in section
        assert "Herinnerd" in section

    def test_is_left_out_when_everything_is_paid(self, platform, log_in):
        for invoice in platform.services.data["invoices"]:
            invoice |= {"status": "PAID"}

        assert "te-betalen" not in log_in(EMPLOYER).get(platform.url).text
