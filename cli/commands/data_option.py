"""The option by which every command knows which platform is meant."""
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cli.platform.layout import DEFAULT_DATA, Layout


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--data``; the command gets a `Layout` named ``layout``."""
    return click.option("--data", "layout", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
                        default=DEFAULT_DATA, callback=lambda _c, _p, value: Layout(value),
                        help="Where the platform keeps its data.  [default: .data]")(command)
