"""The page of the documents of a case."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/dossier/V-2026-0002/documenten"
PDF = ("plan.pdf", b"%PDF-1.7\n%%EOF\n")
FORM = {"soort": "ACTION_PLAN", "datum": "10-06-2026"}


@pytest.fixture
def visit(platform: Platform, log_in: LogIn) -> Any:
    """Open a page of the employer, or send one of its forms."""
    browser = log_in()

    def send(path: str = "", *, files: Any = None, form: dict[str, str] | None = None) -> Any:
        page = browser.get(platform.url + PAGE + ("" if form is not None else path))
        if form is None:
            return page
        hidden = dict(re.findall(r'name="(csrf_token|sleutel)" value="([^"]*)"', page.text))
        return browser.post(platform.url + PAGE + path, data=hidden | form, files=files)
    return send


class TestDocuments:
    def test_lists_what_there_is_and_who_added_it(self, visit: Any) -> None:
        page = visit().text

        assert "Probleemanalyse" in page
        assert "Bedrijfsarts" in page
        assert "Niet voor u" in page
        assert "Geen medische gegevens" in page

    def test_opens_a_document_as_a_file(self, visit: Any) -> None:
        answer = visit("/doc-1")

        assert (answer.content, answer.headers["Content-Disposition"]) == (PDF[1], 'attachment; filename="document"')

    def test_adds_a_document_and_takes_it_back(self, visit: Any) -> None:
        added = visit(files={"bestand": PDF}, form=FORM)
        taken_back = visit("/doc-3/terugnemen", form={})

        assert "Het document staat in het dossier." in added.text
        assert "wo 10 juni 2026" in added.text.replace("\u00a0", " ")
        assert "Het document is weggehaald." in taken_back.text
        assert "wo 10 juni 2026" not in taken_back.text.replace("\u00a0", " ")

    @pytest.mark.parametrize(("form", "file", "sentence"), [
        (FORM | {"soort": ""}, PDF, "Kies wat voor document het is."),
        (FORM | {"datum": ""}, PDF, "Vul de datum in die op het document staat."),
        (FORM, None, "Kies het bestand."),
        (FORM, ("plan.exe", b"MZ"), "Verstuur een bestand van de soort PDF of PNG of JPEG.")])
    def test_says_at_the_field_what_is_wrong(self, visit: Any, form: dict[str, str], file: Any, sentence: str) -> None:
        page = visit(files={"bestand": file} if file else None, form=form)

        assert page.status_code == 422
        assert sentence in page.text
