"""The dashboards that Grafana loads are those of the code, readable, and ask only for metrics that exist."""
import json

import pytest

from cli.generate.dashboards.panels import Board, Panel
from cli.generate.dashboards.writing import BOARDS, DIRECTORY, file_of, json_of
from tests.observability.told import FROM_ELSEWHERE, metric_names, names_in

UNITS = {"short", "s", "d", "currencyEUR", "reqps", "eps", "ops", "percentunit", "bytes", "dateTimeAsIso"}
PANELS = [pytest.param(panel, id=f"{board.uid} {panel.title}") for board in BOARDS for panel in board.panels]
IDS = [board.uid for board in BOARDS]


class TestDashboards:
    @pytest.mark.parametrize("board", BOARDS, ids=IDS)
    def test_are_committed_as_the_code_makes_them(self, board: Board):
        assert file_of(board).read_text(encoding="utf-8") == json_of(board), "write them anew: python -m cli.generate.dashboards"

    def test_are_all_that_grafana_loads(self):
        assert sorted(DIRECTORY.glob("*.json")) == sorted(file_of(board) for board in BOARDS)

    @pytest.mark.parametrize("board", BOARDS, ids=IDS)
    def test_name_each_panel_once(self, board: Board):
        titles = [panel.title for panel in board.panels]

        assert sorted(titles) == sorted(set(titles))

    @pytest.mark.parametrize("board", BOARDS, ids=IDS)
    def test_fill_their_rows(self, board: Board):
        widths = {heading: sum(panel.width for panel in panels) for heading, panels in board.rows}

        assert {heading: width % 24 for heading, width in widths.items()} == dict.fromkeys(widths, 0)

    @pytest.mark.parametrize("board", BOARDS, ids=IDS)
    def test_ask_the_source_that_is_provisioned(self, board: Board):
        panels = [panel for panel in json.loads(json_of(board))["panels"] if panel["type"] != "row"]

        assert {panel["datasource"]["uid"] for panel in panels} == {"prometheus"}


class TestPanels:
    @pytest.mark.parametrize("panel", PANELS)
    def test_say_what_they_show_and_in_which_unit(self, panel: Panel):
        assert panel.unit in UNITS
        assert len(panel.description) > 10
        assert panel.description.endswith(".")

    @pytest.mark.parametrize("panel", PANELS)
    def test_ask_only_for_metrics_that_somebody_tells(self, panel: Panel):
        asked = {name for query in panel.queries for name in names_in(query.expression)}

        assert asked
        assert asked <= metric_names() | FROM_ELSEWHERE.keys()


class TestMetrics:
    def test_are_each_on_a_dashboard_or_behind_an_alert(self):
        """What nobody looks at need not be counted."""
        queries = [query for board in BOARDS for panel in board.panels for query in panel.queries]
        shown = {name for query in queries for name in names_in(query.expression)}
        derived = {name.removesuffix(suffix) for name in shown for suffix in ("", "_total", "_bucket")}
        families = {name for name in metric_names() if not name.endswith(("_total", "_bucket", "_count", "_sum"))}

        assert families - derived == set()
