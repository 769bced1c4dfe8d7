"""The page of re-integration activities and declarations."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/dossier/V-2026-0002/kosten"
PDF = b"%PDF-1.7\n%%EOF\n"
INVOICE = {"activiteit": "act-1", "dienstverlener": "Werk en Zo", "nummer": "17", "bedrag": "800,00", "btw": "nee",
           "ontvangen_op": "12-06-2026", "betaald_op": "13-06-2026", "iban": "NL91 ABNA 0417 1643 00"}
PROPOSAL = {"soort": "SOCIAL_WORK", "doel": "RESTORE_WORK_CAPACITY", "begint_op": "22-06-2026", "kosten": "900", "baten": "4000",
            "overleg_company_doctor": "ja", "overleg_employer": "ja", "overleg_employee": "ja", "afweging": "Na overleg."}


@pytest.fixture
def pages(platform: Platform, log_in: LogIn) -> Any:
    """Opens the page as somebody, and sends one of its forms."""
    def of(person: Person = EMPLOYER) -> Any:
        browser = log_in(person)

        def visit(path: str = "", files: Any = None, **form: str) -> Any:
            page = browser.get(platform.url + PAGE)
            hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))
            return browser.post(platform.url + PAGE + path, data=hidden | form, files=files) if path else page
        return visit
    return of


class TestEmployer:
    def test_sees_what_is_reimbursed_and_which_condition_is_missing(self, pages: Any) -> None:
        page = pages()().text.replace("\u00a0", " ")

        assert "Wij vergoeden hoogstens € 900,00" in page
        assert "Voor volledige vergoeding ontbreekt: een advies van bedrijfsarts of arbeidsdeskundige" in page
        assert "Activiteit voorstellen" not in page

    def test_declares_an_invoice_with_its_file(self, pages: Any) -> None:
        page = pages()("/declareren", files={"bestand": ("nota.pdf", PDF)}, **INVOICE)

        assert page.status_code == 200
        assert "Nota 17 van Werk en Zo" in page.text

    def test_gets_a_sentence_at_each_wrong_field_and_keeps_the_file(self, pages: Any) -> None:
        page = pages()("/declareren", files={"bestand": ("nota.pdf", PDF)}, **INVOICE | {"iban": "NL00", "bedrag": ""})

        assert page.status_code == 422
        assert "Dit is geen geldig IBAN." in page.text
        assert "Vul het bedrag van de nota in, met btw." in page.text
        assert 'name="kenmerk" value="file-1"' in page.text

    def test_is_asked_for_the_file(self, pages: Any) -> None:
        assert "Kies het bestand van de nota." in pages()("/declareren", **INVOICE).text


class TestCasemanager:
    def test_proposes_and_approves(self, pages: Any) -> None:
        visit = pages(CASEMANAGER)

        proposed = visit("/voorstellen", **PROPOSAL)
        approved = visit("/act-2/goedkeuren")

        assert "Wacht op de casemanager" in proposed.text
        assert "De activiteit is goedgekeurd." in approved.text

    def test_gets_a_sentence_at_each_wrong_field(self, pages: Any) -> None:
        page = pages(CASEMANAGER)("/voorstellen", **PROPOSAL | {"kosten": "x", "afweging": ""})

        assert page.status_code == 422
        assert "Leg de afweging vast." in page.text
