"""Parses the forms of an HTML page."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

PRESSED = ("submit", "button", "image", "checkbox", "radio")
"""Input types that are sent only when pressed."""


@dataclass(slots=True)
class Form:
    """A form to fill in.

    :ivar action: absolute URL
    :ivar values: initial values of its inputs, including hidden ones
    """

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)

    def filled(self, given: Mapping[str, str]) -> dict[str, str]:
        """The data that a browser would send."""
        return {**self.values, **given}


def forms_of(html: str, address: str) -> list[Form]:
    """All forms of a page with this URL."""
    reader = _FormReader(address)
    reader.feed(html)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._address = address
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = True
            self.forms.append(Form(urljoin(self._address, given.get("action", "")), given.get("method", "get").lower()))
        elif tag == "input" and self._is_inside and given.get("name") and given.get("type") not in PRESSED:
            self.forms[-1].values[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
