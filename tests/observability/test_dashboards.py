"""The committed dashboards equal the generated ones, are readable, and read only metrics that exist."""
import json

import pytest

from cli.generate.dashboards.panels import Board, Panel
from cli.generate.dashboards.writing import BOARDS, DIRECTORY, file_of, json_of
from tests.observability.known_metrics import FROM_ELSEWHERE, metric_names, names_in

UNITS = {"short", "s", "d", "currencyEUR", "reqps", "eps", "ops", "percentunit", "bytes", "dateTimeAsIso"}
PANELS = [pytest.param(panel, id=f"{board.uid} {panel.title}") for board in BOARDS for panel in board.panels]
IDS = [board.uid for board in BOARDS]


class TestDashboards:
    @pytest.mark.parametrize("board", BOARDS, ids=IDS)
    def test_equal_the_generated_files(self, board: Board):
        assert file_of(board).read_text(encoding="utf-8") == json_of(board), "regenerate them: python -m cli.generate.dashboards"

    def test_are_the_only_files_that_grafana_loads(self):
        assert sorted(DIRECTORY.glob("*.json")) == sorted(file_of(board) for board in BOARDS)

    @pytest.mark.parametrize("board", BOARDS, ids=IDS)
    def test_have_unique_panel_titles(self, board: Board):
        titles = [panel.title for panel in board.panels]

        assert sorted(titles) == sorted(set(titles))

    @pytest.mark.parametrize("board", BOARDS, ids=IDS)
    def test_have_rows_of_full_width(self, board: Board):
        widths = {heading: sum(panel.width for panel in panels) for heading, panels in board.rows}

        assert {heading: width % 24 for heading, width in widths.items()} == dict.fromkeys(widths, 0)

    @pytest.mark.parametrize("board", BOARDS, ids=IDS)
    def test_use_the_provisioned_data_source(self, board: Board):
        panels = [panel for panel in json.loads(json_of(board))["panels"] if panel["type"] != "row"]

        assert {panel["datasource"]["uid"] for panel in panels} == {"prometheus"}


class TestPanels:
    @pytest.mark.parametrize("panel", PANELS)
    def test_have_a_description_and_a_known_unit(self, panel: Panel):
        assert panel.unit in UNITS
        assert len(panel.description) > 10
        assert panel.description.endswith(".")

    @pytest.mark.parametrize("panel", PANELS)
    def test_read_only_metrics_that_exist(self, panel: Panel):
        asked = {name for query in panel.queries for name in names_in(query.expression)}

        assert asked
        assert asked <= metric_names() | FROM_ELSEWHERE.keys()


class TestMetrics:
    def test_are_each_used_by_a_dashboard_or_an_alert(self):
        """A metric that no dashboard and no alert uses is to be removed."""
        queries = [query for board in BOARDS for panel in board.panels for query in panel.queries]
        shown = {name for query in queries for name in names_in(query.expression)}
        derived = {name.removesuffix(suffix) for name in shown for suffix in ("", "_total", "_bucket")}
        families = {name for name in metric_names() if not name.endswith(("_total", "_bucket", "_count", "_sum"))}

        assert families - derived == set()
