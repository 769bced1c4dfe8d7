"""The 24 questions of the help page with answers, in five groups (R-202); the text is in questions.toml."""
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


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
    def of(cls, content: dict[str, Any]) -> "Question":
        """Build from the content file."""
        return cls(content["title"], tuple(content["answer"]), tuple(content.get("points", ())), content.get("correction"),
                   content.get("link"))


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one subject."""

    title: str
    questions: tuple[Question, ...]


_CONTENT = tomllib.loads((Path(__file__).parent / "questions.toml").read_text())

GROUPS = tuple(Group(group["title"], tuple(map(Question.of, group["questions"]))) for group in _CONTENT["groups"])
VERSION_ON: date = _CONTENT["version_on"]
