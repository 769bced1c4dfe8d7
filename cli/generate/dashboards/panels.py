"""Panels with a title, a unit and a sentence that explains how to read them."""
from collections.abc import Sequence
from dataclasses import dataclass

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.models.common import GraphDrawStyle, LegendDisplayMode, LegendPlacement, StackingMode
from grafana_foundation_sdk.models.dashboard import DashboardCursorSync, DataSourceRef

PROMETHEUS = DataSourceRef(type_val="prometheus", uid="prometheus")
"""The uid of the data source, as provisioned."""

HEIGHT = 8
WHOLE_WIDTH = 24


@dataclass(frozen=True, slots=True)
class Query:
    """The query of a panel.

    :ivar legend: with labels as ``{{component}}``
    """

    expression: str
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A graph over time, or only the present value.

    :ivar unit: as Grafana names it: short, s, currencyEUR, reqps, percentunit, bytes
    :ivar description: how to read it
    :ivar is_stacked: bars on top of each other, for counts that add up
    """

    title: str
    unit: str
    description: str
    queries: tuple[Query, ...]
    width: int = 12
    is_number: bool = False
    is_stacked: bool = False
    decimals: int | None = None

    def builder(self) -> "stat.Panel | timeseries.Panel":
        """As the SDK builds it."""
        panel = stat.Panel() if self.is_number else self._graph()
        panel = panel.title(self.title).description(self.description).unit(self.unit).datasource(PROMETHEUS)
        panel = panel.span(self.width).height(HEIGHT)
        if self.decimals is not None:
            panel = panel.decimals(self.decimals)
        for number, query in enumerate(self.queries):
            panel = panel.with_target(prometheus.Dataquery().ref_id(chr(ord("A") + number)).expr(query.expression)
                                      .legend_format(query.legend or self.title))
        return panel

    def _graph(self) -> timeseries.Panel:
        legend = common.VizLegendOptions().display_mode(LegendDisplayMode.LIST).placement(LegendPlacement.BOTTOM)
        graph = timeseries.Panel().legend(legend.show_legend(True)).min(0).fill_opacity(10)
        if self.is_stacked:
            stacking = common.StackingConfig().mode(StackingMode.NORMAL)
            graph = graph.draw_style(GraphDrawStyle.BARS).fill_opacity(60).stacking(stacking)
        return graph


@dataclass(frozen=True, slots=True)
class Board:
    """A dashboard.

    :ivar uid: its address in Grafana and the name of its file
    :ivar rows: panels under a heading
    :ivar span: how far back it looks at first
    """

    uid: str
    title: str
    description: str
    rows: Sequence[tuple[str, Sequence[Panel]]]
    span: str = "now-6h"

    @property
    def panels(self) -> list[Panel]:
        """All of them."""
        return [panel for _, panels in self.rows for panel in panels]

    def builder(self) -> dashboard.Dashboard:
        """As the SDK builds it."""
        board = (dashboard.Dashboard(self.title).uid(self.uid).description(self.description).tags(["ontzorg"])
                 .time(self.span, "now").refresh("30s").timezone("Europe/Amsterdam").tooltip(DashboardCursorSync.CROSSHAIR)
                 .readonly())
        for heading, panels in self.rows:
            board = board.with_row(dashboard.Row(heading))
            for panel in panels:
                board = board.with_panel(panel.builder())
        return board


def quantile(which: float, metric: str, *by: str) -> str:
    """A quantile of a histogram in five minutes, by labels."""
    return f"histogram_quantile({which}, sum by ({', '.join((*by, 'le'))}) (rate({metric}_bucket[5m])))"
