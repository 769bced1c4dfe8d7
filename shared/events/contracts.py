"""``python -m shared.events.contracts write|check``: contracts/ from the code, and whether it is what stands there."""
import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from shared.events.asyncapi import asyncapi_document
from shared.events.base import REGISTRY
from shared.events.examples import example_of
from shared.events.json_schemas import json_schema
from shared.events.openapi import openapi_document, services_with_documents

FOLDER = Path(__file__).resolve().parents[2] / "contracts"
PRODUCERS = ("absence", "billing", "casework", "claims", "identity")
PARTITIONS = 6
"""As the workers create the topics (`shared.service.worker`)."""

NewDatabase = Callable[[str], str]


def event_files() -> dict[str, str]:
    """Schemas, examples and the AsyncAPI document: text by path below contracts/."""
    for producer in PRODUCERS:
        importlib.import_module(f"shared.events.{producer}")
    classes = [REGISTRY[name] for name in sorted(REGISTRY)]
    files = {f"schemas/{cls.TYPE}.json": _json(json_schema(cls)) for cls in classes}
    files |= {f"examples/{cls.TYPE}.json": _json(example_of(cls).to_data()) for cls in classes}
    return files | {"asyncapi.yaml": _yaml(asyncapi_document(classes, partitions=PARTITIONS))}


def api_files(new_database: NewDatabase) -> dict[str, str]:
    """An OpenAPI document per service that stands: text by path below contracts/.

    :param new_database: makes an empty database with a name that starts as told, and gives its URL
    """
    return {f"openapi/{service}.yaml": api_file(service, new_database) for service in services_with_documents()}


def api_file(service: str, new_database: NewDatabase) -> str:
    """The OpenAPI document of one service."""
    return _yaml(openapi_document(service, new_database(service)))


def differences(fresh: dict[str, str], folder: Path = FOLDER) -> list[str]:
    """What stands otherwise in the folder, is missing there, or is there and should not be."""
    present = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}
    names = sorted(fresh.keys() | (present.keys() - {"README.md"}))
    return [name for name in names if fresh.get(name) != present.get(name)]


def write(fresh: dict[str, str], folder: Path = FOLDER) -> None:
    """Bring the folder to what was generated; a file that no code stands behind goes."""
    for name in differences(fresh, folder):
        if name in fresh:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(fresh[name])
        else:
            (folder / name).unlink()


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Writes a value again where it comes again, instead of an alias that readers stumble over."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))


def main(arguments: list[str]) -> int:
    """Write or check; 1 if the check found differences."""
    if arguments not in (["write"], ["check"]):
        print(__doc__)
        return 2
    from shared.testing.postgres import temporary_server  # needs pytest, which who only reads contracts does not

    with temporary_server() as server:
        fresh = event_files() | api_files(server.new_database)
    differing = differences(fresh)
    if arguments == ["write"]:
        write(fresh)
        print(f"contracts/: {len(differing)} of {len(fresh)} files written")
        return 0
    for name in differing:
        print(f"contracts/{name} is not what the code says; run: python -m shared.events.contracts write")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
