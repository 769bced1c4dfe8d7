"""pytest plugin of `./ontzorg coverage`: writes the requirements that each test is marked with, and whether it uses an edge."""
import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from cli.checks.edges import goes_through_edge

OUTPUT = "ONTZORG_COVERAGE_FILE"
"""Environment variable with the file to write."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Write the file after collection."""
    proofs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in session.items:
        for requirement in sorted({name for mark in item.iter_markers("requirement") for name in mark.args}):
            proofs[requirement].append({"test": item.nodeid, "edge": goes_through_edge(item)})
    Path(os.environ[OUTPUT]).write_text(json.dumps(proofs))
