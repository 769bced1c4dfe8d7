"""docker-compose.yml as compose reads it: with its variables filled in and its anchors merged."""
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>(?:[^{}]|\$\{[^{}]*\})*))?\}")


def interpolated(variables: Mapping[str, str]) -> str:
    """The file with ``${NAME}``, ``${NAME:-default}`` and ``${NAME:?reason}`` filled in; a default may contain another variable.

    :raises KeyError: for a variable that must be set
    """
    def value(found: re.Match[str]) -> str:
        given = variables.get(found["name"])
        return given or (VARIABLE.sub(value, found["rest"]) if found["kind"] == "-" else variables[found["name"]])

    return VARIABLE.sub(value, COMPOSE.read_text())


def services(variables: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return the services with merged anchors."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(interpolated(variables))["services"]
    return found
