"""Generate the JSON Schemas in schemas/ from published custom resource definitions; see schemas/README.md.

``python -m tests.deployment.vendor_schemas <file with definitions>…``
"""
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent / "schemas"
KEPT = {"type", "properties", "additionalProperties", "items", "required", "enum", "pattern", "minimum", "maximum", "minLength",
        "maxLength", "minItems", "maxItems", "oneOf", "anyOf", "allOf", "not", "minProperties", "maxProperties"}


def strict(schema: dict[str, Any], *, own: bool = True) -> dict[str, Any]:
    """Return the schema without descriptions, refusing unknown fields as a server with strict field validation does.

    :param own: whether the schema describes a field, rather than an extra condition on one
    """
    if schema.get("x-kubernetes-int-or-string"):
        return {"type": ["integer", "string"]}
    found = {name: _inner(name, value) for name, value in schema.items() if name in KEPT and _is_read(name, value)}
    if own and "properties" in found and not schema.get("x-kubernetes-preserve-unknown-fields"):
        found.setdefault("additionalProperties", False)
    if schema.get("nullable"):
        found["type"] = [found["type"], "null"]
    return found


def _is_read(name: str, value: Any) -> bool:
    """Whether Python can compile a pattern; a few are specific to Go."""
    try:
        return name != "pattern" or re.compile(value) is not None
    except (re.error, TypeError):
        return not isinstance(value, str)  # a field may be called pattern


def _inner(name: str, value: Any) -> Any:
    if name == "properties":
        return {field: strict(one) for field, one in value.items()}
    if name in ("oneOf", "anyOf", "allOf"):
        return [strict(one, own=False) for one in value]
    if name in ("items", "not", "additionalProperties") and isinstance(value, dict):
        return strict(value, own=name != "not")
    return value


def write(definition: dict[str, Any]) -> None:
    """Write a file for each served version."""
    kind, group = definition["spec"]["names"]["kind"], definition["spec"]["group"]
    for version in definition["spec"]["versions"]:
        if version["served"]:
            schema = strict(version["schema"]["openAPIV3Schema"])
            schema["properties"] |= {"metadata": {"type": "object"}}
            schema["properties"].pop("status", None)
            path = FOLDER / f"{group}_{version['name']}_{kind}.json"
            path.write_text(json.dumps(schema, sort_keys=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for one in yaml.safe_load_all(Path(name).read_text()):
            write(one)
