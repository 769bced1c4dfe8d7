"""Next and previous pages of a list, whose address holds the filters and the places at which its pages began."""
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

PLACE = "vanaf"
LONGEST_ADDRESS = 3_000
"""Number of characters; places that do not fit are forgotten, earliest first, and reached by the first page again."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The way to one page of a list.

    :ivar filters: what is sought, by parameter
    :ivar places: the cursors of the pages after the first one, this page's last
    """

    path: str
    filters: Mapping[str, str]
    places: tuple[str, ...]

    @classmethod
    def of(cls, path: str, asked: MultiDict[str, str], filters: Mapping[str, str]) -> "Trail":
        """From the parameters of the request."""
        return cls(path, {name: value for name, value in filters.items() if value}, tuple(asked.getlist(PLACE)))

    @property
    def cursor(self) -> str:
        """Where this page begins; empty for the first one."""
        return self.places[-1] if self.places else ""

    @property
    def previous(self) -> str | None:
        """The address of the page before, None on the first page."""
        return self._address(self.places[:-1]) if self.places else None

    def next(self, cursor: str | None) -> str | None:
        """The address of the page at a cursor, None on the last page."""
        if not cursor:
            return None
        places = (*self.places, cursor)
        while len(places) > 1 and len(self._address(places)) > LONGEST_ADDRESS:
            places = places[1:]
        return self._address(places)

    def _address(self, places: tuple[str, ...]) -> str:
        query = urlencode([*self.filters.items(), *((PLACE, place) for place in places)])
        return f"{self.path}?{query}" if query else self.path
