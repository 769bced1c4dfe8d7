"""Chromium, and pages of a logged-in visitor in it."""
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(platform, chromium):
    """Factory: a page of a logged-in visitor."""
    contexts = []

    def open_at(width: int = 1440, scheme: str = "light", javascript: bool = True) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-NL",
                                       java_script_enabled=javascript, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{platform.url}/login")
        return page

    yield open_at
    for context in contexts:
        context.close()
