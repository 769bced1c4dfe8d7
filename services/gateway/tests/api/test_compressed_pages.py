"""Pages are compressed, with a length that says nothing of what they hold."""
import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.platform_of_tests import Platform

MOST_BYTES = 15_000
PAGES = ("/", "/ziek-melden", "/werknemers", "/dossier/V-2026-0002", "/dossier/V-2026-0002/adviezen", "/hulp")


class TestPage:
    @pytest.mark.parametrize("path", PAGES)
    def test_is_compressed_to_at_most_15_kB(self, platform: Platform, log_in: LogIn, path: str) -> None:
        with log_in().get(platform.url + path, stream=True) as answer:
            assert (answer.headers["Content-Encoding"], "Accept-Encoding" in answer.headers["Vary"]) == ("gzip", True)
            assert len(answer.raw.read(decode_content=False)) <= MOST_BYTES

    def test_is_sent_as_it_is_without_consent(self, platform: Platform, log_in: LogIn) -> None:
        answer = log_in().get(f"{platform.url}/hulp", headers={"Accept-Encoding": "identity"})

        assert "Content-Encoding" not in answer.headers
        assert answer.text.startswith("<!doctype html>") or answer.text.startswith("<!DOCTYPE html>")

    def test_has_another_length_each_time(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in()

        lengths = {browser.get(f"{platform.url}/hulp").headers["Content-Length"] for _ in range(8)}

        assert len(lengths) > 1
