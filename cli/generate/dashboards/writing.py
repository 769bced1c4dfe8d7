"""The dashboards as the JSON files that Grafana loads."""
import json
from pathlib import Path
from typing import Any

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from cli.generate.dashboards.bus import BUS
from cli.generate.dashboards.business import BUSINESS
from cli.generate.dashboards.panels import Board
from cli.generate.dashboards.platform import PLATFORM
from cli.generate.dashboards.services import SERVICES
from cli.platform.layout import ROOT

DIRECTORY = ROOT / "deploy/compose/grafana/dashboards"
BOARDS = (BUSINESS, BUS, SERVICES, PLATFORM)


def file_of(board: Board) -> Path:
    """The file of a dashboard."""
    return DIRECTORY / f"{board.uid}.json"


def json_of(board: Board) -> str:
    """A dashboard as JSON for Grafana."""
    content: dict[str, Any] = json.loads(JSONEncoder(sort_keys=True).encode(board.builder().build()))
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_all() -> None:
    """Write all dashboards."""
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    for board in BOARDS:
        file_of(board).write_text(json_of(board), encoding="utf-8")
