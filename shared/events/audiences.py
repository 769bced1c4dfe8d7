"""The data firewall: checks the fields of all events against what each audience may receive (contracts/audiences.yaml).

Access is granted by topic, so an audience counts as receiving every field of every event on the topics it reads.
"""
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml  # type: ignore[import-untyped]

MEDICAL = re.compile("diagnos|medic|complaint|treatment|symptom|illness|disease|disorder|therap|pregnan|disabilit|klacht"
                     "|behandel")
FREE_TEXT = {"note", "notes", "text", "remark", "remarks", "comment", "comments", "description", "explanation", "memo",
             "toelichting", "opmerking"}
IDENTITY = {"name", "infix", "initials", "birth", "born", "phone", "mobile", "email", "mail", "bsn", "gender", "sex", "address",
            "street"}
PERSON, PERSONAL, STAFF, COMPANY, ID = "person", "personal", "staff", "company", "id"

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event, with the object that declares it.

    :ivar path: from the event on, as ``absence.mutations[].effective_on``
    :ivar schema: JSON Schema of its value
    """

    owner: str
    name: str
    path: str
    schema: Schema

    @property
    def is_in_person(self) -> bool:
        """Whether the field is inside an object of personal data."""
        return PERSON in self.path.replace("[]", "").split(".")[:-1]

    @property
    def holds(self) -> str:
        """Name of the object type of this field; empty for a plain value."""
        reference = self.schema.get("$ref") or next((part["$ref"] for part in self.schema.get("anyOf", []) if "$ref" in part), "")
        return str(reference).rpartition("/")[2]

    @property
    def is_open_text(self) -> bool:
        """Whether the field takes unrestricted text."""
        kind = self.schema.get("type", "")
        return "string" in kind and not {"enum", "format", "pattern"} & self.schema.keys()


@dataclass(frozen=True)
class Audiences:
    """The content of contracts/audiences.yaml, which documents its keys."""

    classes: dict[str, str]
    audiences: dict[str, dict[str, Any]]
    topics: dict[str, list[str]]
    exceptions: list[dict[str, Any]]
    texts: dict[str, str]
    headers: list[str]
    objects: dict[str, dict[str, str]]

    @classmethod
    def of(cls, path: Path) -> Self:
        """Read the file."""
        return cls(**yaml.safe_load(path.read_text()))

    def leaks(self, schemas: dict[str, Iterable[Schema]]) -> list[str]:
        """A sentence for each field that an audience receives without permission, or that is not classified.

        :param schemas: JSON Schemas of the events, by topic
        """
        found = dict.fromkeys(sentence for topic, events in schemas.items() for event in events
                              for field in fields_of(event) for sentence in self._faults(field, event["title"], topic))
        return list(found)

    def unneeded(self, schemas: dict[str, Iterable[Schema]]) -> list[str]:
        """A sentence for each line of the file that applies to no event."""
        fields = [(topic, field) for topic, events in schemas.items() for event in events for field in fields_of(event)]
        listed = {(owner, name) for owner, members in self.objects.items() for name in members}
        for_nothing = sorted(listed - {(field.owner, field.name) for _, field in fields})
        seen = {(reader, field.owner, self._class_of(field)) for topic, field in fields for reader in self.topics.get(topic, [])}
        exempt = [(audience, owner, kind) for audience, owner, kind in self._exempt() if (audience, owner, kind) not in seen]
        return ([f"audiences.yaml: `{owner}.{name}` is listed, but no event has it; remove it" for owner, name in for_nothing]
                + [f"audiences.yaml: {audience} no longer sees {kind} in {owner}; remove the exception"
                   for audience, owner, kind in exempt])

    def _faults(self, field: Field, event: str, topic: str) -> Iterator[str]:
        kind = self._class_of(field)
        where = f"`{field.path}` of {event}"
        if topic not in self.topics:
            yield f"{topic} is not among the topics of audiences.yaml: add it with its readers"
        if kind not in ([field.holds] if field.holds else self.classes):
            yield (f"{where} is on no list, so nobody may receive it: add `{field.name}: {field.holds or '<class>'}` under "
                   f"`{field.owner}` in contracts/audiences.yaml; readers of its topic are {self._readers(topic)}")
            return
        if field.holds:
            return
        yield from self._forbidden(field, kind, where)
        for reader in self.topics.get(topic, []):
            if kind not in self.audiences[reader]["receives"] and (reader, field.owner, kind) not in self._exempt():
                yield (f"{where} is {kind}, which {reader} may not receive, and {reader} reads {topic}: leave it out, or tell it "
                       "in an event on another topic")

    def _forbidden(self, field: Field, kind: str, where: str) -> Iterator[str]:
        words = set(re.split(r"[_.]", field.name))
        if MEDICAL.search(field.path):
            yield f"{where} is medical by its name: such data never leaves casework's medical store"
        if words & FREE_TEXT:
            yield f"{where} is free text by its name: its content cannot be checked"
        if field.is_open_text and kind not in (ID, PERSONAL, STAFF) and field.path.rpartition(".")[2] not in self.texts:
            yield f"{where} takes any text: make it an enumeration, or say under `texts` in audiences.yaml why it is none"
        if not field.is_in_person and (kind in (PERSONAL, STAFF) or (words & IDENTITY and kind != COMPANY)):
            yield f"{where} identifies a person and is outside `{PERSON}`"

    def _class_of(self, field: Field) -> str:
        return self.objects.get(field.owner, {}).get(field.name, "")

    def _exempt(self) -> set[tuple[str, str, str]]:
        return {(each["audience"], owner, kind) for each in self.exceptions for owner, kinds in each["sees"].items()
                for kind in kinds}

    def _readers(self, topic: str) -> str:
        return ", ".join(self.topics.get(topic, [])) or "not known"


def fields_of(event: Schema) -> list[Field]:
    """All fields of an event and of its nested objects, each with its full path."""
    return list(_walk(event, event, owner=event["title"], path=""))


def _walk(part: Schema, root: Schema, *, owner: str, path: str) -> Iterator[Field]:
    for name, member in part["properties"].items():
        here = f"{path}.{name}".strip(".")
        field = Field(owner, name, here + "[]", member["items"]) if "items" in member else Field(owner, name, here, member)
        yield field
        if field.holds:
            yield from _walk(root["$defs"][field.holds], root, owner=field.holds, path=field.path)
