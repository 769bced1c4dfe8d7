"""Which requirements are proven by a test, from the marks of the collected tests."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from cli.checks import requirement_marks
from cli.endings import Misbehaved
from cli.platform.layout import ROOT

TOTAL = 202
ALL = tuple(f"R-{number:03}" for number in range(1, TOTAL + 1))


def collect_proofs() -> dict[str, list[str]]:
    """Test ids by requirement, as pytest collects them.

    :raises Misbehaved: if pytest cannot collect, or a mark names a requirement that does not exist
    """
    with tempfile.TemporaryDirectory() as directory:
        output = Path(directory) / "proofs.json"
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", requirement_marks.__name__, "-p", "no:randomly"]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False,
                             env=os.environ | {requirement_marks.OUTPUT: str(output), "PYTHONPATH": str(ROOT)})
        if ran.returncode or not output.exists():
            raise Misbehaved(f"pytest cannot collect the tests:\n{ran.stdout[-3000:]}{ran.stderr[-1000:]}")
        proofs: dict[str, list[str]] = json.loads(output.read_text())
    unknown = sorted(set(proofs) - set(ALL))
    if unknown:
        raise Misbehaved(f"{proofs[unknown[0]][0]} is marked with {unknown[0]}, which is no requirement")
    return proofs


def report_of(proofs: dict[str, list[str]]) -> dict[str, Any]:
    """As acceptance.md fixes it for ``coverage --json``."""
    proven = {name: sorted(proofs[name]) for name in ALL if proofs.get(name)}
    return {"requirements": proven, "proven": len(proven), "total": TOTAL}


def unproven(report: dict[str, Any]) -> list[str]:
    """Requirements without a test."""
    return [name for name in ALL if name not in report["requirements"]]
