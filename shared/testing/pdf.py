"""Reads PDFs in tests: their text, and whether a screen reader can use them. veraPDF checks the whole standard."""
import io
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pypdf import PdfReader

HEAD_CELL, TABLE, FIGURE = "/TH", "/Table", "/Figure"


class Pdf:
    """One file."""

    def __init__(self, content: bytes) -> None:
        self._reader = PdfReader(io.BytesIO(content), strict=True)
        self._root: Any = self._reader.trailer["/Root"]

    @cached_property
    def text(self) -> str:
        """The text of all pages, with single spaces."""
        return " ".join(" ".join(page.extract_text() for page in self._reader.pages).split())

    @property
    def title(self) -> str | None:
        """The title that a reader shows."""
        return self._reader.metadata.title if self._reader.metadata else None

    @property
    def alternatives(self) -> list[str]:
        """The texts in place of drawings."""
        return [str(each["/Alt"]) for each in self._elements() if each.get("/S") == FIGURE]

    @property
    def faults(self) -> list[str]:
        """What keeps a screen reader from using the file; empty if nothing does."""
        root, kinds = self._root, [str(each.get("/S")) for each in self._elements()]
        headings = [kind for kind in kinds if re.fullmatch(r"/H\d", kind)]
        found = {
            "is not tagged": not root.get("/MarkInfo", {}).get("/Marked"),
            "is not in Dutch": root.get("/Lang") != "nl",
            "shows its file name": not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"),
            "has no title": not self.title,
            "does not begin with one heading of level 1": headings[:1] != ["/H1"] or headings.count("/H1") != 1,
            "has a table without heads": kinds.count(TABLE) > 0 and HEAD_CELL not in kinds,
            "has a drawing without text": len(self.alternatives) != kinds.count(FIGURE),
            "does not embed its fonts": not all(self._embedded()),
        }
        return [fault for fault, is_so in found.items() if is_so]

    def _elements(self) -> Iterator[Any]:
        """The structure elements, in reading order."""
        yield from _below(self._root.get("/StructTreeRoot"))

    def _embedded(self) -> Iterator[bool]:
        for page in self._reader.pages:
            resources: Any = page["/Resources"]
            fonts = resources.get("/Font", {})
            for name in fonts:
                for inner in fonts[name].get("/DescendantFonts", ()):
                    descriptor = inner.get_object()["/FontDescriptor"]
                    yield any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _below(element: Any) -> Iterator[Any]:
    found = element.get_object() if element is not None else None
    if isinstance(found, list):
        for each in found:
            yield from _below(each)
    elif isinstance(found, dict):
        if "/S" in found:
            yield found
        yield from _below(found.get("/K"))
