"""Names of browsers and devices for people, from the User-Agent."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
           ("CrOS", "Chromebook"), ("Linux", "Linux"))
UNKNOWN = "Onbekend apparaat"


def name_of(agent: str | None) -> str:
    """Chrome op Windows, from the User-Agent; the more specific sign counts, because browsers name each other."""
    browser = next((name for sign, name in BROWSERS if sign in (agent or "")), None)
    system = next((name for sign, name in SYSTEMS if sign in (agent or "")), None)
    if browser is None:
        return system or UNKNOWN
    return f"{browser} op {system}" if system else browser


@dataclass(frozen=True, slots=True)
class OwnBrowser:
    """A session or device for the page.

    :ivar facts: as identity gives them
    """

    name: str
    facts: Mapping[str, Any]

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "OwnBrowser":
        """Name the browser."""
        return cls(name_of(facts["agent"]), facts)
