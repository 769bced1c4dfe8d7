"""The checks that run nothing: lint, types, layers."""
import sys
from collections.abc import Iterator
from pathlib import Path

from cli.platform.layout import ROOT
from shared.kernel.services import NAMES

BIN = Path(sys.executable).parent


def static_checks() -> Iterator[tuple[str, list[str]]]:
    """Name and command of each."""
    yield "lint", [str(BIN / "ruff"), "check", "--quiet", "."]
    yield "types", [sys.executable, "-m", "mypy", "--no-error-summary", *_typed()]
    yield "layers", [str(BIN / "lint-imports"), "--no-logo"]


def _typed() -> list[str]:
    inner = [f"services/{service}/{part}" for service in NAMES for part in ("domain", "usecases")]
    return ["shared", "cli", *(path for path in inner if (ROOT / path).is_dir())]
