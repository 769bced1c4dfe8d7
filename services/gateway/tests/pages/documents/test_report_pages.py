"""The page of the re-integration report, and the public page that checks one."""
import json
import re
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from cli.commands.reports.verify_report import verify_report
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER
from services.gateway.tests.platform_of_tests import Platform
from shared.documents.package import build_package

PACKAGE = build_package("r-1", [("manifest.json", b"{}"), ("03-plan-van-aanpak.pdf", b"%PDF-1.7")])


class TestReport:
    def test_shows_which_parts_are_missing(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in().get(f"{platform.url}/dossier/V-2026-0002/verslag").text

        assert "Er ontbreekt nog 1 onderdeel." in page
        assert "Ontbreekt" in page
        assert "verzegelen</button>" not in page

    def test_is_sealed_by_the_casemanager_and_saved(self, platform: Platform, log_in: LogIn) -> None:
        browser, path = log_in(CASEMANAGER), f"{platform.url}/dossier/V-2026-0001/verslag"
        page = browser.get(path)
        hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', page.text))

        sealed, saved = browser.post(path, data=hidden), browser.get(f"{path}/r-1")

        assert "Het verslag is verzegeld." in sealed.text
        assert 'href="/dossier/V-2026-0001/verslag/r-1"' in sealed.text
        assert saved.headers["Content-Disposition"] == 'attachment; filename="re-integratieverslag-r-1.zip"'


class TestCheckOfAReport:
    @pytest.fixture
    def check(self, platform: Platform, anonymous: requests.Session) -> Any:
        """Send a package without login."""
        return lambda content: anonymous.post(f"{platform.url}/controleren", files={"pakket": ("verslag.zip", content)})

    def test_says_that_it_is_unchanged(self, check: Any) -> None:
        assert "Dit verslag is onveranderd" in check(PACKAGE).text

    def test_names_the_file_with_a_changed_byte(self, check: Any) -> None:
        page = check(PACKAGE.replace(b"%PDF-1.7", b"%PDF-1.8", 1)).text

        assert "Dit verslag is veranderd" in page
        assert "Veranderd: <strong>03-plan-van-aanpak.pdf</strong>" in page

    @pytest.mark.parametrize(("content", "sentence"), [
        (b"", "geen re-integratieverslag van ons"), (b"%PDF-1.7", "geen re-integratieverslag van ons"),
        (PACKAGE[:-9], "geen re-integratieverslag van ons")])
    def test_refuses_what_is_no_package(self, check: Any, content: bytes, sentence: str) -> None:
        page = check(content)

        assert page.status_code == 422
        assert sentence in page.text

    def test_asks_for_the_file(self, platform: Platform, anonymous: requests.Session) -> None:
        assert "Kies het zip-bestand" in anonymous.post(f"{platform.url}/controleren").text

    def test_of_a_program_takes_digests(self, platform: Platform, anonymous: requests.Session) -> None:
        body = {"report_id": "r-1", "package": "0" * 64, "files": [{"name": "a.pdf", "sha256": None}]}

        assert anonymous.post(f"{platform.url}/controleren/zegel", json=body).json()["changed"] == ["a.pdf"]


class TestVerifyReportCommand:
    @pytest.fixture
    def verify(self, platform: Platform, tmp_path: Path) -> Any:
        """Run the command on a file with this content."""
        def run(content: bytes, *options: str) -> Any:
            file = tmp_path / "verslag.zip"
            file.write_bytes(content)
            return CliRunner().invoke(verify_report, [str(file), "--address", platform.url, *options])
        return run

    def test_ends_with_0_for_an_unchanged_report(self, verify: Any) -> None:
        result = verify(PACKAGE)

        assert (result.exit_code, result.output) == (0, "Intact: as sealed at 2026-06-15T10:00:00+02:00.\n")

    def test_names_the_file_with_a_changed_byte_and_ends_with_1(self, verify: Any) -> None:
        changed = PACKAGE.replace(b"%PDF-1.7", b"%PDF-1.8", 1)

        result = verify(changed)

        assert (result.exit_code, result.output.splitlines()[1]) == (1, "changed: 03-plan-van-aanpak.pdf")
        assert json.loads(verify(changed, "--json").output)["changed"] == ["03-plan-van-aanpak.pdf"]

    def test_refuses_what_is_no_report(self, verify: Any) -> None:
        result = verify(b"%PDF-1.7")

        assert result.exit_code == 2
        assert "is no sealed report" in result.stderr

    def test_says_that_nothing_answers_at_the_address(self, verify: Any) -> None:
        result = verify(PACKAGE, "--address", "http://127.0.0.1:1")

        assert result.exit_code == 2
        assert "does not answer as the platform" in result.stderr
