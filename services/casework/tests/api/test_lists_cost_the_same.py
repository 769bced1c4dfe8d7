"""A list of casework costs as many SQL statements for thirty dossiers as for one."""
from datetime import date
from typing import Any

from services.casework.jobs import jobs
from services.casework.metrics import overdue_steps
from services.casework.tests.api.vra.vra_steps import ask, order
from services.casework.tests.conftest import CASEMANAGER
from shared.testing.service import Service
from shared.testing.statements import Statements, assert_same_number, count_statements

MANY = 30
REPORT = {"rights": ("SICK_REPORTS",)}
VRA = {"roles": ("insurer_vra",)}
LISTS: list[tuple[str, dict[str, Any]]] = [
    ("/v1/dossiers?limit=100", REPORT), ("/v1/dossiers?limit=100&q=vries&status=OPEN", REPORT),
    ("/v1/dossiers?limit=100", {"roles": ("casemanager",)}),
    ("/v1/activities?limit=500", REPORT), ("/v1/activities?limit=500&lastName=vries&completed=nee&activity=M02", REPORT),
    ("/v1/activities?limit=500", {"roles": ("casemanager",)}), ("/v1/activities?limit=500&atHand=true", REPORT),
    ("/v1/caseload?limit=500", {"roles": ("casemanager",)}), ("/v1/caseload?limit=500", {"roles": ("company_doctor",)}),
    ("/v1/contacts?limit=100&list=DUE", {"roles": ("casemanager",)}),
    ("/v1/advices?limit=100&waitingFor=ANSWER", REPORT), ("/v1/advices?limit=100&waitingFor=ANSWER", {"roles": ("casemanager",)}),
    ("/v1/mediator-requests?limit=100&state=WAITING", {"roles": ("casemanager",)}),
    ("/v1/vra-worklist?limit=100&list=NOTICES", VRA), ("/v1/vra-worklist?limit=100&list=REQUESTS", VRA),
    ("/v1/vra-worklist?limit=100&list=ORDERS", VRA), ("/v1/dossiers?limit=100", VRA),
    ("/v1/statistics?from=2026-01-01&to=2026-03-02", REPORT)]


def fall_ill(story: Any, number: int) -> None:
    """An employee who is sick for the second time in a month, about whom VRA is notified and asks."""
    employee_id = f"employee-{number}"
    story.employee(employee_id, last_name="Vries", number=str(1000 + number))
    first = story.sick(f"V-2026-1{number:05d}", date(2026, 1, 5), employee_id=employee_id)
    story.recover(first, date(2026, 1, 20))
    again = story.sick(f"V-2026-2{number:05d}", date(2026, 2, 2), employee_id=employee_id, composite=(first, date(2026, 1, 5)),
                       labour_conflict=True)
    story.casework.post(f"/v1/dossiers/{again}/advices", {"due_on": "2026-12-31"}, roles=("casemanager",))
    story.casework.post(f"/v1/dossiers/{again}/vra-notices", {"kind": "STAGNATION", "mode": "INFORM"}, roles=("casemanager",))
    story.casework.post(f"/v1/dossiers/{again}/conflict/mediator-request", {}, rights=("SICK_REPORTS",))
    ask(story.casework, again)
    order(story.casework, again, employee_id=employee_id)


def statements_of(casework: Service, path: str, who: dict[str, Any]) -> tuple[Statements, int]:
    """The statements of a request, and the number of rows returned."""
    token = casework.issuer.token(account_id=CASEMANAGER, **who)
    with count_statements(casework.database) as statements:
        answer = casework.app.test_client().get(path, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text
    return statements, len(answer.json.get("items", ()))


class TestLists:
    def test_cost_the_same_for_one_dossier_and_for_thirty(self, casework: Service, story: Any) -> None:
        fall_ill(story, 0)
        statements_of(casework, *LISTS[0])  # the first request of a connection also asks the server about itself
        few = [statements_of(casework, *request) for request in LISTS]
        for number in range(1, MANY):
            fall_ill(story, number)

        many = [statements_of(casework, *request) for request in LISTS]

        for (once, rows), (often, more) in zip(few, many, strict=True):
            assert_same_number(once, often)
            assert more > rows or more == 500 or not rows


class TestGauge:
    def test_counts_what_is_overdue_in_one_statement(self, casework: Service, story: Any) -> None:
        fall_ill(story, 0)
        fall_ill(story, 1)
        casework.set_today(date(2026, 6, 1))

        with count_statements(casework.database) as statements:
            count = casework.query(overdue_steps)

        assert (count > 0, len(statements)) == (True, 1)


IDLE = ("steps", "second-track-reports", "unused-files", "reminders")
"""Jobs that find little to do: steps are refreshed by a change of protocol alone, nobody has a second track, no file is old, and
reminders are listed by employer."""

STATEMENTS = {"stagnation-rules": 3}
"""One for each rule that a job judges by itself."""


class TestJobs:
    def test_find_their_items_by_one_statement_whatever_the_number(self, casework: Service, story: Any) -> None:
        for number in range(12):
            fall_ill(story, number)
        day = date(2026, 4, 30)

        for job in jobs:
            with count_statements(casework.database) as sent:
                found = casework.query(job.list_items, today=day)
            assert (len(found) > 10 or job.name in IDLE, len(sent)) == (True, STATEMENTS.get(job.name, 1)), job.name
