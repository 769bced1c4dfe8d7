"""The option that selects the platform by its data directory."""
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cli.platform.layout import DEFAULT_DATA, Layout


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--data``; the command receives a `Layout` as ``layout``."""
    return click.option("--data", "layout", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
                        default=DEFAULT_DATA, callback=lambda _c, _p, value: Layout(value),
                        help="Where the platform keeps its data.  [default: .data]")(command)
