"""``python -m cli.contracts.publishing write|check``: generates contracts/ from the code, or checks that it is up to date.

Schemas and examples of events and their parts are published once and stay (`cli.contracts.revisions`); the AsyncAPI and
OpenAPI documents describe what holds today and are written again.
"""
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from cli.contracts.asyncapi import asyncapi_document
from cli.contracts.json_schemas import parts_of, subject_name
from cli.contracts.openapi import openapi_document
from cli.contracts.revisions import KINDS, MANIFEST, as_today, publish, published, tampered, unpublished
from shared.bus.catalogue import PARTITIONS
from shared.events.base import REGISTRY, Event
from shared.kernel.services import NAMES

FOLDER = Path(__file__).resolve().parents[2] / "contracts"
PRODUCERS = (*NAMES, "mail", "repair")
BY_HAND = {"README.md", "audiences.yaml"}
WRITE = "run: python -m cli.contracts.publishing write"

NewDatabase = Callable[[str], str]


def event_classes() -> list[type[Event]]:
    """All events of all services, by type."""
    for producer in PRODUCERS:
        importlib.import_module(f"shared.events.{producer}")
    return [REGISTRY[name] for name in sorted(REGISTRY)]


def subjects() -> dict[str, type]:
    """All events, and the parts of which they are made, by the name under which they are published."""
    events = event_classes()
    parts = sorted({part for event_class in events for part in parts_of(event_class)}, key=subject_name)
    return {subject_name(each): each for each in (*events, *parts)}


def event_files() -> dict[str, str]:
    """The generated files of the present events: text by path below contracts/."""
    return {"asyncapi.yaml": _yaml(asyncapi_document(event_classes(), partitions=PARTITIONS))}


def api_files(new_database: NewDatabase) -> dict[str, str]:
    """One OpenAPI document per service: text by path below contracts/.

    :param new_database: creates an empty database whose name starts with the argument, and returns its URL
    """
    return {f"openapi/{service}.yaml": api_file(service, new_database) for service in NAMES}


def api_file(service: str, new_database: NewDatabase) -> str:
    """The OpenAPI document of one service."""
    return _yaml(openapi_document(service, new_database(service)))


def differences(fresh: dict[str, str], folder: Path = FOLDER) -> list[str]:
    """Paths of generated files that are missing or different in the folder, and of files that should not exist."""
    present = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}
    ours = {name for name in present if name not in BY_HAND | {MANIFEST} and name.split("/")[0] not in KINDS}
    return [name for name in sorted(fresh.keys() | ours) if fresh.get(name) != present.get(name)]


def faults(fresh: dict[str, str], folder: Path = FOLDER) -> list[str]:
    """A sentence for each file in the folder that is not up to date; empty if all are."""
    silent = [f"{each.name} is not published; {WRITE}" for each in unpublished(subjects().values(), folder)]
    stale = [f"contracts/{name} differs from the code; {WRITE}" for name in differences(fresh, folder)]
    return tampered(folder) + promises_broken(folder) + silent + stale


def promises_broken(folder: Path = FOLDER) -> list[str]:
    """A sentence for each way in which today's events and parts break with what was published."""
    # Imported here, because only this check needs jsonsubschema.
    from cli.contracts.compatibility import broken_promises

    before = published(folder)
    todays = [as_today(cls, number=len(before.get(name, [])) + 1) for name, cls in subjects().items()]
    orphans = [f"{name} was published, but no class reads it; logs still contain it, so restore the class"
               for name in sorted(before.keys() - subjects().keys())]
    return orphans + [sentence for today in todays
                      for sentence in broken_promises(before.get(today.subject, []), today)]


def write(fresh: dict[str, str], folder: Path = FOLDER) -> None:
    """Write the generated files and delete obsolete ones."""
    for name in differences(fresh, folder):
        if name in fresh:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(fresh[name])
        else:
            (folder / name).unlink()


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Writes repeated values in full instead of as YAML aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))


def main(arguments: list[str]) -> int:
    """Write or check; returns 1 if the check found differences, or if writing would break a published schema."""
    if arguments not in (["write"], ["check"]):
        print(__doc__)
        return 2
    from shared.testing.temporary_server import temporary_server  # imported here, because it needs PostgreSQL

    with temporary_server() as server:
        fresh = event_files() | api_files(server.new_database)
    return _write(fresh) if arguments == ["write"] else _told(faults(fresh))


def _write(fresh: dict[str, str]) -> int:
    if broken := tampered(FOLDER) + promises_broken():
        return _told([*broken, "Nothing was written."])
    revisions = unpublished(subjects().values(), FOLDER)
    publish(revisions, FOLDER)
    differing = differences(fresh)
    write(fresh)
    for each in revisions:
        print(f"contracts/: {each.name} published")
    print(f"contracts/: {len(differing)} of {len(fresh)} documents written")
    return 0


def _told(sentences: list[str]) -> int:
    for sentence in sentences:
        print(sentence)
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
