"""The static checks: lint, types, layers."""
import sys
from collections.abc import Iterator
from pathlib import Path

BIN = Path(sys.executable).parent


def static_checks() -> Iterator[tuple[str, list[str]]]:
    """Name and command of each."""
    yield "lint", [str(BIN / "ruff"), "check", "--quiet", "."]
    yield "types", [sys.executable, "-m", "mypy", "--no-error-summary", "shared", "services", "cli"]
    yield "layers", [str(BIN / "lint-imports"), "--no-logo"]
