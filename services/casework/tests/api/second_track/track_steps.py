"""Acts of a second track, for tests over HTTP."""
from datetime import date
from decimal import Decimal
from typing import Any

from services.casework.tests.conftest import Story
from shared.events.absence import Mutation
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis
from shared.testing.service import Service

EMPLOYER = {"rights": ("SICK_REPORTS",)}
CASEMANAGER = {"roles": ("casemanager",), "account_id": "account-1"}
PLACEMENT = {"start": "2027-04-01", "end": "2028-02-27", "durable": False, "takeover_intention": False,
             "wage_value_month": "1440.00", "contract_wage_month": "3600.00"}
"""40 % for a case from Monday 2 March 2026, whose 728th day is Sunday 27 February 2028."""


def tracks_of(casework: Service, number: str, **who: Any) -> Any:
    """The tracks of a case; as the employer unless said otherwise."""
    answer = casework.get(f"/v1/dossiers/{number}/second-tracks", **(who or EMPLOYER))
    assert answer.status_code == 200, answer.text
    return answer.json["tracks"]


def start(casework: Service, number: str, started_on: str, *, who: Any = None, **body: Any) -> Any:
    """Start a track; as the casemanager unless said otherwise."""
    return casework.post(f"/v1/dossiers/{number}/second-tracks", {"work": "OTHER", "started_on": started_on} | body,
                         headers={"Idempotency-Key": new_id()}, **(who or CASEMANAGER))


def act(casework: Service, number: str, what: str, body: Any = None, *, who: Any = None) -> Any:
    """An act on the latest track; as the casemanager unless said otherwise."""
    track_id = tracks_of(casework, number)[-1]["track_id"]
    return casework.post(f"/v1/dossiers/{number}/second-tracks/{track_id}/{what}", body or {},
                         headers={"Idempotency-Key": new_id()}, **(who or CASEMANAGER))


def place(casework: Service, number: str, *, who: Any = None, **body: Any) -> Any:
    """Place the employee at 40 % of the wage; None leaves a field out."""
    return act(casework, number, "placements", {k: v for k, v in (PLACEMENT | body).items() if v is not None}, who=who)


def confirm(story: Story, number: str, placement_id: str) -> None:
    """Absence received the partial recovery of the placement."""
    mutation = Mutation(mutation_id="m-1", effective_on=date(2027, 4, 1), recorded_on=date(2027, 4, 1),
                        basis=RecoveryBasis.WAGE_VALUE, recovered_pct=Decimal("40.00"), placement_id=placement_id)
    story.correct(number, status=AbsenceStatus.PARTIALLY_RECOVERED, mutations=(mutation,))


def code_of(answer: Any) -> tuple[int, str]:
    """Status and problem code."""
    return answer.status_code, answer.json["code"]
