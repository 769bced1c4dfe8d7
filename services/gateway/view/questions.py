"""The 24 questions of the help page with answers, in five groups (R-202); the text is in questions.toml."""
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from services.gateway.contacts import Contact


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer.

    :ivar answer: paragraphs
    :ivar points: list below the answer
    :ivar correction: the present law, if the answer is outdated
    """

    title: str
    answer: tuple[str, ...]
    points: tuple[str, ...] = ()
    correction: str | None = None
    link: str | None = None

    @classmethod
    def of(cls, content: dict[str, Any], phones: Mapping[str, str]) -> "Question":
        """Build from the content file, where ``{casemanager}`` stands for the number of that topic."""
        return cls(content["title"], tuple(text.format_map(phones) for text in content["answer"]),
                   tuple(content.get("points", ())), content.get("correction"), content.get("link"))


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one subject."""

    title: str
    questions: tuple[Question, ...]


_CONTENT = tomllib.loads((Path(__file__).parent / "questions.toml").read_text())

VERSION_ON: date = _CONTENT["version_on"]


def groups_with(contacts: Mapping[str, Contact]) -> tuple[Group, ...]:
    """The questions; the answers contain the numbers of the contacts (R-085)."""
    phones = {topic: contact.phone for topic, contact in contacts.items()}
    return tuple(Group(group["title"], tuple(Question.of(one, phones) for one in group["questions"]))
                 for group in _CONTENT["groups"])
