"""What was ever published of each event type: a schema and an example for each shape it had, numbered from 0001.

A revision is never edited and never deleted: somebody may still write it, and logs still hold it. The hashes of all of
them stand in one list (``sha256sum --check`` reads it), so that a change of the past is seen.
"""
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.contracts.examples import example_of
from cli.contracts.json_schemas import json_schema
from shared.events.base import Event

MANIFEST = "published.sha256"
KINDS = ("schemas", "examples")
_WORDS = {"$id", "$schema", "title", "description"}


@dataclass(frozen=True, slots=True)
class Revision:
    """One shape that an event type had.

    :ivar number: from 1, in the order of publication
    """

    event_type: str
    number: int
    schema: dict[str, Any]
    example: dict[str, Any]

    @property
    def name(self) -> str:
        """For people: the type and the number."""
        return f"{self.event_type} {self.number:04d}"

    def files(self) -> dict[str, str]:
        """Text by path below contracts/."""
        return {_path(kind, self.event_type, self.number): as_json(value)
                for kind, value in zip(KINDS, (self.schema, self.example), strict=True)}


def as_json(value: Any) -> str:
    """As it stands in a file."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def shape(schema: Any) -> Any:
    """What a schema demands, without the words around it: other words make no new revision."""
    if isinstance(schema, list):
        return [shape(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _members(value) if name in ("properties", "$defs") else shape(value)
            for name, value in schema.items() if name not in _WORDS}


def _members(named: dict[str, Any]) -> dict[str, Any]:
    """What has names of its own: a field may be called title."""
    return {name: shape(value) for name, value in named.items()}


def published(folder: Path) -> dict[str, list[Revision]]:
    """All revisions by event type, the oldest first."""
    found: dict[str, list[Revision]] = {}
    for path in sorted((folder / "schemas").glob("*/*.json")):
        event_type, number = path.parent.name, int(path.stem)
        schema, example = (json.loads((folder / _path(kind, event_type, number)).read_text()) for kind in KINDS)
        found.setdefault(event_type, []).append(Revision(event_type, number, schema, example))
    return found


def unpublished(event_classes: Iterable[type[Event]], folder: Path) -> list[Revision]:
    """What today's classes have become since they were published last, or are for the first time."""
    before = published(folder)
    todays = [as_today(cls, number=len(before.get(cls.TYPE, [])) + 1) for cls in event_classes]
    return [each for each in todays if each.number == 1 or shape(before[each.event_type][-1].schema) != shape(each.schema)]


def as_today(cls: type[Event], *, number: int) -> Revision:
    """What would be published of a class as it is now."""
    return Revision(cls.TYPE, number, json_schema(cls), example_of(cls).to_data())


def publish(revisions: Iterable[Revision], folder: Path) -> None:
    """Put revisions and their hashes beside those that are there."""
    for name, text in {name: text for each in revisions for name, text in each.files().items()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
        _append(folder / MANIFEST, f"{_hash(text.encode())}  {name}")


def tampered(folder: Path) -> list[str]:
    """A sentence for each published file that is not as it was, is gone, or never was published."""
    listed = {_of_path(line): line.split()[0] for line in _lines(folder / MANIFEST)}
    present = {str(path.relative_to(folder)): path for kind in KINDS for path in (folder / kind).rglob("*.json")}
    gone = [f"contracts/{name} was published and is gone; bring it back from the history of this repository"
            for name in sorted(listed.keys() - present.keys())]
    changed = [f"contracts/{name} was published and has been edited; bring it back from the history of this repository"
               for name in sorted(listed.keys() & present.keys()) if _hash(present[name].read_bytes()) != listed[name]]
    strange = [f"contracts/{name} is not in {MANIFEST}; only `python -m cli.contracts.publishing write` publishes"
               for name in sorted(present.keys() - listed.keys())]
    return gone + changed + strange


def _path(kind: str, event_type: str, number: int) -> str:
    return f"{kind}/{event_type}/{number:04d}.json"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _append(path: Path, line: str) -> None:
    path.write_text("".join(f"{each}\n" for each in sorted([*_lines(path), line], key=_of_path)))


def _of_path(line: str) -> str:
    return line.split("  ", 1)[1]
