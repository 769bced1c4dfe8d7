"""What the insurance offers and how the portal works (R-021); the text is in guide.toml."""
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceService:
    """A service of the insurance, with whom to call or a page.

    :ivar contact: the topic of whom to call
    :ivar contact_text: before the telephone number
    """

    id: str
    title: str
    text: str
    contact: str | None = None
    contact_text: str = ""
    link: str | None = None
    link_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that is done in the portal, step by step."""

    title: str
    path: str
    steps: tuple[str, ...]


_CONTENT = tomllib.loads((Path(__file__).parent / "guide.toml").read_text())

SERVICES = tuple(InsuranceService(**one) for one in _CONTENT["services"])
TASKS = tuple(Task(title=one["title"], path=one["path"], steps=tuple(one["steps"])) for one in _CONTENT["tasks"])
