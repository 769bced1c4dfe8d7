"""The page of the API in Chromium: it shows the document and loads nothing from elsewhere."""
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CODE_FROM_TEXT = " Note that 'script-src' was not explicitly set, so 'default-src' is used as a fallback."
"""All that Chromium says when Scalar tries whether it may compile text to code; it may not, and then does without."""


class TestApiPage:
    def test_shows_every_service_and_breaks_no_policy(self, platform, open_page):
        page, complaints, asked = open_page(), [], []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))

        page.goto(f"{platform.url}/api-documentatie")

        for service in ("absence", "billing", "casework", "claims", "identity"):
            expect(page.get_by_role("link", name=service, exact=False).first).to_be_attached(timeout=30_000)
        expect(page.get_by_role("heading", name="Ontzorg", level=1)).to_be_visible()
        assert [text for text in complaints if text != CODE_FROM_TEXT] == []
        assert [url for url in asked if not url.startswith((platform.url, "data:", "blob:"))] == []

    def test_leads_to_the_document_without_javascript(self, platform, open_page):
        page = open_page(javascript=False)

        page.goto(f"{platform.url}/api-documentatie")

        expect(page.get_by_role("link", name="OpenAPI-document")).to_have_attribute("href", "/api/v1/openapi.json")
