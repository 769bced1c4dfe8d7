"""The time to calculate the steps of one dossier again, and to store them (aim: 5 ms).

`python -m benchmarks.casework.steps_of_one_dossier`: with a database on this machine.
"""
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.outcome import percentile, report
from services.casework.domain.plan.planning import planned_steps
from services.casework.store.casefiles import load_case
from services.casework.tests.conftest import ANNA, CASEMANAGER, Story
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.testing.service import Issuer, Service, template_of
from shared.testing.temporary_server import temporary_server
from tests.support.services import parts_of

FIRST_SICK_DAY = date(2026, 3, 2)
NUMBER = "V-2026-000001"
AIM_MS = 5.0
TIMES = 200


def main() -> None:
    """Calculate the steps of a long absence in a conflict with a safety net, many times, and print the times."""
    with temporary_server() as server:
        url = server.new_database("steps", template=template_of(server, "casework"))
        service = Service(parts_of("casework"), url, Issuer(), FIRST_SICK_DAY)
        try:
            story = Story(service)
            story.staff(CASEMANAGER, "casemanager")
            story.policy()
            story.employee(ANNA)
            story.sick(NUMBER, FIRST_SICK_DAY, labour_conflict=True, safety_net=True)
            with service.database.reading() as session:
                facts = load_case(session, NUMBER).facts
            calculated = times(lambda: planned_steps(facts))
            stored = times(lambda: service.run(_refresh))
        finally:
            service.database.engine.dispose()
    median = percentile(calculated, 50)
    report("steps_of_one_dossier", {
        "steps": len(planned_steps(facts)), "calculated_p50_ms": round(median, 2),
        "calculated_p95_ms": round(percentile(calculated, 95), 2), "stored_p50_ms": round(percentile(stored, 50), 2),
        "stored_p95_ms": round(percentile(stored, 95), 2)},
        f"calculating the steps takes {median:.1f} ms (aim {AIM_MS:.0f} ms), reading the facts and storing the steps "
        f"{percentile(stored, 50):.0f} ms")


def _refresh(session: Session) -> None:
    refresh_steps(session, [ANNA])


def times(act: Callable[[], Any]) -> list[float]:
    """Milliseconds of each time."""
    found = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


if __name__ == "__main__":
    main()
