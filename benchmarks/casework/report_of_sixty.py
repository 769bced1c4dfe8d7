"""The time to assemble, seal and hand out a re-integration report of 60 documents, over HTTP (aim: 5 seconds).

`python -m benchmarks.casework.report_of_sixty`: with a database on this machine.
"""
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks.outcome import report
from services.casework.domain.documents.report import Part
from services.casework.tests.api.costs.cost_steps import CASEMANAGER
from services.casework.tests.api.documents.document_steps import DOCTOR, add
from services.casework.tests.conftest import ANNA, Story
from services.casework.tests.conftest import CASEMANAGER as CASEMANAGER_ID
from shared.testing.service import Issuer, Service, template_of
from shared.testing.temporary_server import temporary_server
from tests.support.services import parts_of

FIRST_SICK_DAY = date(2026, 3, 2)
DOCUMENTS = 60
BYTES = 200_000
AIM_SECONDS = 5.0
TIMES = 5
NUMBER = "V-2026-000001"
OF_DOCTOR = {Part.PROBLEM_ANALYSIS, Part.CURRENT_OPINION}


def main() -> None:
    """Seal and fetch the report several times, each with one document more, and print the slowest."""
    with temporary_server() as server:
        url = server.new_database("report", template=template_of(server, "casework"))
        service = Service(parts_of("casework"), url, Issuer(), FIRST_SICK_DAY)
        try:
            fill(service)
            found = [one_round(service, at) for at in range(TIMES)]
        finally:
            service.database.engine.dispose()
    slowest = max(map(sum, found))
    report("report_of_sixty", {
        "documents": DOCUMENTS, "bytes_each": BYTES, "seal_seconds": round(max(seal for seal, _ in found), 2),
        "fetch_seconds": round(max(fetch for _, fetch in found), 2), "slowest_seconds": round(slowest, 2)},
        f"assembling, sealing and fetching {DOCUMENTS} documents takes at most {slowest:.1f} s (aim {AIM_SECONDS:.0f} s)")


def fill(service: Service) -> None:
    """A case with the mandatory parts, and progress reports up to the number of documents."""
    story = Story(service)
    story.staff(CASEMANAGER_ID, "casemanager")
    story.policy()
    story.employee(ANNA)
    story.sick(NUMBER, FIRST_SICK_DAY)
    service.set_today(FIRST_SICK_DAY + timedelta(days=629))
    for part in Part:
        keep(service, part, 0, **(DOCTOR if part in OF_DOCTOR else CASEMANAGER))
    for at in range(DOCUMENTS - len(Part)):
        keep(service, "PROGRESS_EVALUATION", at, **CASEMANAGER)


def keep(service: Service, kind: str, at: int, **who: Any) -> None:
    """Add a document of its own content."""
    content = b"%PDF-1.7\n% " + f"{kind} {at} ".encode() * (BYTES // (len(kind) + 4)) + b"\n%%EOF\n"
    answer = add(service, NUMBER, kind, content=content, **who)
    assert answer.status_code == 201, answer.text


def one_round(service: Service, at: int) -> tuple[float, float]:
    """Seconds to seal, and to fetch the package."""
    if at:
        keep(service, "PROGRESS_EVALUATION", DOCUMENTS + at, **CASEMANAGER)
    path = f"/v1/dossiers/{NUMBER}/reintegration-reports"
    seal, sealed = timed(lambda: service.post(path, **CASEMANAGER))
    fetch, fetched = timed(lambda: service.get(f"{path}/{sealed.json['report_id']}", **CASEMANAGER))
    assert (sealed.status_code, fetched.status_code) == (201, 200), sealed.text
    return seal, fetch


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and result."""
    begun = time.perf_counter()
    result = act()
    return time.perf_counter() - begun, result


if __name__ == "__main__":
    main()
