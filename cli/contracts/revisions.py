"""All published revisions: a schema and an example for each shape that an event type has had, numbered from 0001.

An object inside events, such as ``AbsenceState``, is published in the same way under its own name. A field that it gains is
one revision, whatever the number of events that hold it; the events keep theirs.

A revision is never edited or deleted: a producer may still write it, and logs may still contain it. The hashes of all of
them are in one list (checked by ``sha256sum --check``), so that a change of a published revision is detected.
"""
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.contracts.examples import build
from cli.contracts.json_schemas import json_schema, subject_name
from shared.events.base import schema_of

MANIFEST = "published.sha256"
KINDS = ("schemas", "examples")
_WORDS = {"$id", "$schema", "title", "description"}


@dataclass(frozen=True, slots=True)
class Revision:
    """One shape that an event type, or a part of events, had.

    :ivar subject: the event type, or the name of the part
    :ivar number: from 1, in the order of publication
    :ivar schema: complete in itself, with the parts as they were at the time
    """

    subject: str
    number: int
    schema: dict[str, Any]
    example: dict[str, Any]

    @property
    def name(self) -> str:
        """The subject and the number, as shown to people."""
        return f"{self.subject} {self.number:04d}"

    @property
    def own_shape(self) -> Any:
        """The shape of its schema without its parts, which have their own revisions."""
        return {name: value for name, value in shape(self.schema).items() if name != "$defs"}

    def files(self) -> dict[str, str]:
        """The files of the revision: text by path below contracts/."""
        return {_path(kind, self.subject, self.number): as_json(value)
                for kind, value in zip(KINDS, (self.schema, self.example), strict=True)}


def as_json(value: Any) -> str:
    """The text of a JSON file."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def shape(schema: Any) -> Any:
    """The schema without titles and descriptions, whose change does not need a new revision."""
    if isinstance(schema, list):
        return [shape(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _members(value) if name in ("properties", "$defs") else shape(value)
            for name, value in schema.items() if name not in _WORDS}


def _members(named: dict[str, Any]) -> dict[str, Any]:
    """Strip the values of a mapping by name, whose keys are kept: a field may be called title."""
    return {name: shape(value) for name, value in named.items()}


def published(folder: Path) -> dict[str, list[Revision]]:
    """All revisions by subject, the oldest first."""
    found: dict[str, list[Revision]] = {}
    for path in sorted((folder / "schemas").glob("*/*.json")):
        subject, number = path.parent.name, int(path.stem)
        schema, example = (json.loads((folder / _path(kind, subject, number)).read_text()) for kind in KINDS)
        found.setdefault(subject, []).append(Revision(subject, number, schema, example))
    return found


def unpublished(subjects: Iterable[type], folder: Path) -> list[Revision]:
    """Return the revisions of events and parts that are new or have changed since the last publication."""
    before = published(folder)
    todays = [as_today(cls, number=len(before.get(subject_name(cls), [])) + 1) for cls in subjects]
    return [each for each in todays if each.number == 1 or before[each.subject][-1].own_shape != each.own_shape]


def as_today(subject: type, *, number: int) -> Revision:
    """Return the revision that would be published of an event or a part in its present shape."""
    return Revision(subject_name(subject), number, json_schema(subject), schema_of(subject)().dump(build(subject)))


def publish(revisions: Iterable[Revision], folder: Path) -> None:
    """Write revisions and add their hashes to the list."""
    for name, text in {name: text for each in revisions for name, text in each.files().items()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
        _append(folder / MANIFEST, f"{_hash(text.encode())}  {name}")


def tampered(folder: Path) -> list[str]:
    """A sentence for each published file that was changed or deleted, and for each unpublished one."""
    listed = {_of_path(line): line.split()[0] for line in _lines(folder / MANIFEST)}
    present = {str(path.relative_to(folder)): path for kind in KINDS for path in (folder / kind).rglob("*.json")}
    gone = [f"contracts/{name} was published and is missing; restore it from the history of this repository"
            for name in sorted(listed.keys() - present.keys())]
    changed = [f"contracts/{name} was published and has been edited; restore it from the history of this repository"
               for name in sorted(listed.keys() & present.keys()) if _hash(present[name].read_bytes()) != listed[name]]
    strange = [f"contracts/{name} is not in {MANIFEST}; only `python -m cli.contracts.publishing write` publishes"
               for name in sorted(present.keys() - listed.keys())]
    return gone + changed + strange


def _path(kind: str, subject: str, number: int) -> str:
    return f"{kind}/{subject}/{number:04d}.json"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _append(path: Path, line: str) -> None:
    path.write_text("".join(f"{each}\n" for each in sorted([*_lines(path), line], key=_of_path)))


def _of_path(line: str) -> str:
    return line.split("  ", 1)[1]
