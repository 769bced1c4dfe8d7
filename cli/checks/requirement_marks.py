"""pytest plugin of `./ontzorg coverage`: writes which collected tests carry which requirement's mark."""
import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

OUTPUT = "ONTZORG_COVERAGE_FILE"
"""Environment variable with the file to write."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Once all tests are known."""
    proofs: dict[str, list[str]] = defaultdict(list)
    for item in session.items:
        for mark in item.iter_markers("requirement"):
            for requirement in mark.args:
                proofs[requirement].append(item.nodeid)
    Path(os.environ[OUTPUT]).write_text(json.dumps(proofs))
