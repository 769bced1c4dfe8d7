"""A bar chart as SVG text for a page; the page shows the same figures as a table."""
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from markupsafe import Markup, escape

from services.gateway.view.formatting import number

WIDTH, HEIGHT = 640, 240
LEFT, BASE, TOP = 44, 204, 12
LINES = 4
STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
WIDEST_BAR, NARROWEST_LABEL = 48, 72


NAMESPACE = Markup(' xmlns="http://www.w3.org/2000/svg"')
COLOURS = Markup("<style>.chart-bar{fill:#0b6e69}.chart-grid{stroke:#c9d4d4}"
                 ".chart-text{fill:#4b5563;font-family:Inter;font-size:12px}</style>")
"""Of a chart on paper; on a page the style sheet has them."""


def bar_chart(title: str, bars: Sequence[tuple[str, Decimal]], *, for_paper: bool = False) -> Markup:
    """The chart of labels and values of zero or more; its title and the figures are read out by screen readers.

    :param for_paper: a file of its own, with its colours
    """
    step = _step(max((value for _, value in bars), default=Decimal(0)))
    slot = Decimal(WIDTH - LEFT) / max(len(bars), 1)
    grid = Markup("").join(_line(step * line, step) for line in range(LINES + 1))
    columns = Markup("").join(_bar(at, label, value, slot, step) for at, (label, value) in enumerate(bars))
    return Markup('<svg class="chart" role="img" aria-labelledby="grafiek-titel grafiek-cijfers" viewBox="0 0 {} {}"{}>{}'
                  '<title id="grafiek-titel">{}</title><desc id="grafiek-cijfers">{}</desc>{}{}</svg>').format(
        WIDTH, HEIGHT, *((NAMESPACE, COLOURS) if for_paper else ("", "")), title, said(bars), grid, columns)


def said(bars: Sequence[tuple[str, Decimal]]) -> str:
    """The figures of a chart in words."""
    return "; ".join(f"{label} {number(value)}" for label, value in bars)


def _step(highest: Decimal) -> Decimal:
    """The distance of the grid lines: 1, 2 or 5 times a power of ten, so that the highest bar fits."""
    wanted = max(highest, Decimal("0.1")) / LINES
    power = Decimal(1).scaleb(wanted.adjusted())
    return next(power * step for step in STEPS if power * step >= wanted)


def _height(value: Decimal, step: Decimal) -> Decimal:
    return (value / (step * LINES) * (BASE - TOP)).quantize(Decimal("0.1"), ROUND_CEILING)


def _line(value: Decimal, step: Decimal) -> Markup:
    y = BASE - _height(value, step)
    return Markup('<line class="chart-grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="chart-text" x="{}" y="{}" '
                  'text-anchor="end">{}</text>').format(LEFT, WIDTH, y, y, LEFT - 6, y + 4, number(value))


def _bar(at: int, label: str, value: Decimal, slot: Decimal, step: Decimal) -> Markup:
    middle = (LEFT + slot * (at + Decimal("0.5"))).quantize(Decimal("0.1"))
    width, height = min(slot * Decimal("0.6"), Decimal(WIDEST_BAR)).quantize(Decimal("0.1")), _height(value, step)
    bar = Markup('<g><title>{}: {}</title><rect class="chart-bar" x="{}" y="{}" width="{}" height="{}"/></g>').format(
        label, number(value), middle - width / 2, BASE - height, width, height)
    every = int((NARROWEST_LABEL / slot).to_integral_value(ROUND_CEILING))
    if at % every:
        return bar
    return bar + Markup('<text class="chart-text" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        middle, BASE + 20, escape(label))
