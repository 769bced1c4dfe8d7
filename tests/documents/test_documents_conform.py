"""Every document of the platform conforms to PDF/UA-1 in the judgement of veraPDF."""
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import typst
from flask import Flask

from cli.checks.vera_pdf import verdicts
from services.billing.api.invoices.paper import on_paper as on_paper_invoice
from services.casework.domain.documents.kinds import DocumentKind
from services.casework.queries.documents.report import cover_blocks
from services.casework.queries.documents.statements import statement_blocks
from services.claims.api.income_sheet import sheet
from services.claims.domain.benefits.case import CaseInput, WageSegment
from services.claims.domain.benefits.income import income_effects
from services.claims.domain.benefits.policy import PolicyTerms
from services.gateway.contacts import CONTACTS
from services.gateway.tests.fake_overviews import add_overviews
from services.gateway.tests.pages.insurer.test_policy_pages import policy
from services.gateway.view.insurer.policies import version_rows
from services.gateway.view.insurer.policy_paper import policy_document
from services.gateway.view.manual.document import manual
from services.gateway.view.overviews.kinds import KINDS, Kind
from services.gateway.view.overviews.page import shown
from services.gateway.view.overviews.paper import on_paper
from shared.documents.blocks import Document, Facts
from shared.documents.pdf import to_pdf
from shared.documents.tests.test_pdf import EVERYTHING
from shared.kernel.sickness import CompositeCase, Spell
from tests.documents.test_e_invoices_conform import invoices

PERIOD = {"from": "2026-01-01", "to": "2026-06-15"}


def income_sheet() -> Document:
    """The sheet of an employee who is sick for two years."""
    case = CaseInput(composite=CompositeCase((Spell(date(2026, 3, 2)),)), terms=(PolicyTerms(),),
                     wages=(WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal(41_760)),))
    return sheet(income_effects(case, today=date(2026, 6, 15)), absence_number="V-1")


def overview(kind: Kind) -> Document:
    """An overview with the rows of the gateway's tests."""
    app = Flask(__name__)
    add_overviews(app, kind.service)
    body = app.test_client().get(f"/v1/overviews/{kind.code}", query_string=PERIOD).get_json()
    return on_paper(shown(kind, body, {"e-2": "Mo El Amrani"}), employer="Bakkerij De Schelde", period="2026")


def report_and_plan() -> Iterator[tuple[str, Document]]:
    """The cover of a re-integration report and a written action plan, as casework makes them."""
    about = Facts([("Werkgever", "Bakkerij De Schelde"), ("Werknemer", "Anna de Vries"), ("Eerste ziektedag", "ma 2 maart 2026")])
    yield "cover of a report", Document(title="Re-integratieverslag", about=about, made_on=date(2027, 11, 22), blocks=[
        *cover_blocks([("Plan van aanpak", "ma 27 april 2026", "03-plan-van-aanpak-2026-04-27.pdf")], [], [
            ("Probleemanalyse", "zo 12 april 2026", "vr 10 april 2026")])])
    texts = {"contact_agreements": ["Wij bellen elke maandag."], "evaluation_on": "2026-05-25", "employer_vision": "Ja."}
    yield "action plan", Document(title="Plan van aanpak", about=about, made_on=date(2026, 4, 13),
                                  blocks=statement_blocks(DocumentKind.ACTION_PLAN, texts))


def documents() -> Iterator[tuple[str, Document]]:
    """Every document, with a name."""
    yield "every kind of block", EVERYTHING
    yield "income effect sheet", income_sheet()
    yield "manual", manual(CONTACTS)
    yield "policy", policy_document(policy(), version_rows([
        policy(accepted_on="2025-12-01", applies_from="2026-01-01", before={}),
        policy(version=2, accepted_on="2026-06-01", applies_from="2027-01-01", premium_rate_pct="4.5",
               before={"premium_rate_pct": "3.85"})], 1, date(2026, 6, 15)), date(2026, 6, 15))
    yield from report_and_plan()
    yield from ((f"invoice {name}", on_paper_invoice(content)) for name, content in invoices())
    yield from ((kind.code, overview(kind)) for kind in KINDS.values())


@pytest.mark.verapdf
class TestDocuments:
    def test_conform_to_pdf_ua_and_a_file_without_tags_does_not(self, tmp_path: Path) -> None:
        names = []
        for name, document in documents():
            (tmp_path / f"{name}.pdf").write_bytes(to_pdf(document))
            names.append(f"{name}.pdf")
        (tmp_path / "plain.pdf").write_bytes(typst.compile(b"Een tekst", pdf_tags=False))

        found = verdicts(sorted(tmp_path.glob("*.pdf")))

        refused = found.pop("plain.pdf")
        assert "7.1-10" in " ".join(refused)
        assert found == {name: [] for name in names}
