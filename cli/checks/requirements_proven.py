"""Finds the requirements proven by tests through an edge, from the marks of the collected tests."""
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.checks import requirement_marks
from cli.endings import Misbehaved
from cli.platform.layout import ROOT

TOTAL = 202
ALL = tuple(f"R-{number:03}" for number in range(1, TOTAL + 1))


@dataclass(frozen=True, slots=True)
class MarkedTest:
    """A collected test with the mark of a requirement.

    :ivar test: its pytest id
    :ivar edge: whether it goes through an edge (`cli.checks.edges`)
    """

    test: str
    edge: bool


Proofs = Mapping[str, Sequence[MarkedTest]]


def collect_proofs() -> Proofs:
    """Marked tests by requirement, as pytest collects them.

    :raises Misbehaved: if pytest cannot collect, or a mark names a requirement that does not exist
    """
    with tempfile.TemporaryDirectory() as directory:
        output = Path(directory) / "proofs.json"
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", requirement_marks.__name__, "-p", "no:randomly"]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False,
                             env=os.environ | {requirement_marks.OUTPUT: str(output), "PYTHONPATH": str(ROOT)})
        if ran.returncode or not output.exists():
            raise Misbehaved(f"pytest cannot collect the tests:\n{ran.stdout[-3000:]}{ran.stderr[-1000:]}")
        proofs = {name: [MarkedTest(**each) for each in found] for name, found in json.loads(output.read_text()).items()}
    unknown = sorted(set(proofs) - set(ALL))
    if unknown:
        raise Misbehaved(f"{proofs[unknown[0]][0].test} is marked with {unknown[0]}, which is no requirement")
    return proofs


def report_of(proofs: Proofs) -> dict[str, Any]:
    """The result of ``coverage --json`` (acceptance.md): only tests through an edge prove a requirement."""
    proven = {name: sorted(each.test for each in proofs.get(name, ()) if each.edge) for name in ALL}
    proven = {name: tests for name, tests in proven.items() if tests}
    by_rule_only = [name for name in ALL if proofs.get(name) and name not in proven]
    return {"requirements": proven, "proven": len(proven), "total": TOTAL, "by_rule_only": by_rule_only}


def unproven(report: dict[str, Any]) -> list[str]:
    """Requirements without any marked test."""
    return [name for name in ALL if name not in report["requirements"] and name not in report["by_rule_only"]]
