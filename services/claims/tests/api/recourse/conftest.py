"""Anna, who earns 178.76 a day, sick from 2 February to 1 June 2026 by the fault of a third party (R-1 of domain.md §5.4)."""
from datetime import date
from typing import Any

import pytest

from services.claims.tests.conftest import employee, filed, policy, state
from shared.kernel.vocabulary import AbsenceStatus, ThirdParty
from shared.testing.service import Service

STAFF: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}
LEGAL_AID: dict[str, Any] = {"roles": ("legal_aid",), "employer_id": None}
EMPLOYEES: dict[str, Any] = {"rights": ("SICK_REPORTS",)}
FIRST, FIT, LATER = date(2026, 2, 2), date(2026, 6, 1), date(2026, 7, 1)
ACKNOWLEDGED = ("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "ACKNOWLEDGED")


def sick(**changes: Any) -> Any:
    """The absence with a liable third party."""
    return state(first=FIRST, composite_first_sick_day=FIRST, **({"third_party": ThirdParty.YES} | changes))


class Files:
    """Acts as Claims in the file of Anna's case."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def act(self, what: str, body: dict[str, Any], *, method: str = "POST", who: dict[str, Any] = STAFF, **options: Any) -> Any:
        """One act; the answer."""
        return self.service.request(method, f"/v1/recourse-files/V-1/{what}", json=body, **who, **options)

    def move(self, to: str, **more: Any) -> Any:
        """One step."""
        return self.act("moves", {"to": to, **more})

    def walk(self, *steps: str) -> None:
        """Steps that all succeed."""
        for step in steps:
            more = {"accepted_pct": "75"} if step == "PARTLY_ACKNOWLEDGED" else {}
            answer = self.move(step, **more)
            assert answer.status_code == 200, answer.json

    def state_damage(self, net: str, reintegration: str = "0.00", **more: Any) -> Any:
        """The damage statement."""
        lines = [{"item": "NET_WAGE", "amount": net}, {"item": "REINTEGRATION", "amount": reintegration}]
        return self.act("damage-statement", {"lines": lines, **more}, method="PUT")

    def record_party(self, **facts: Any) -> Any:
        """The liable party."""
        return self.act("liable-party", {"event_kind": "TRAFFIC", "event_on": FIRST.isoformat()} | facts, method="PUT")

    def show(self, **who: Any) -> dict[str, Any]:
        """The file as somebody sees it."""
        return dict(self.service.get("/v1/recourse-files/V-1", **(who or STAFF)).json)

    def status(self) -> str:
        """Its status."""
        return str(self.show()["file"]["status"])


@pytest.fixture
def files(claims: Service) -> Files:
    """The case, reported on its first day; today is 1 July, a month after Anna was fit."""
    claims.set_today(FIRST)
    claims.deliver(policy(), employee(wage="46656.00"), filed(sick()))
    claims.set_today(LATER)
    claims.deliver(filed(sick(sequence=2, status=AbsenceStatus.RECOVERED, recovered_on=FIT)))
    claims.forget_published()
    return Files(claims)


@pytest.fixture
def accepted(files: Files) -> Files:
    """Liability was accepted for 75 %, and the parties settled on the damage of R-1."""
    files.record_party()
    files.walk("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "PARTLY_ACKNOWLEDGED")
    assert files.state_damage("11000.00", "1210.00").status_code == 200
    files.walk("NEGOTIATION", "SETTLED")
    return files
