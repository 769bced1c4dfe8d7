"""What a document consists of: a title, facts on top, and blocks of text, tables and charts; all texts are plain text."""
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph that stands out."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of texts."""

    kind: ClassVar[str] = "items"
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with their values or meanings."""

    kind: ClassVar[str] = "facts"
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on every page.

    :ivar caption: also read out by screen readers
    :ivar numbers: positions of the columns that are aligned right
    """

    kind: ClassVar[str] = "table"
    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as SVG.

    :ivar said: what it shows, for those who do not see it
    """

    kind: ClassVar[str] = "chart"
    svg: str
    said: str


Block = Heading | Paragraph | Note | Items | Facts | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document.

    :ivar about: facts under the title
    :ivar made_on: the day of its figures; the same document of the same day has the same bytes
    :ivar is_wide: whether the pages lie on their side
    """

    title: str
    about: Facts = field(default_factory=lambda: Facts(()))
    blocks: Sequence[Block]
    made_on: date
    is_wide: bool = False
