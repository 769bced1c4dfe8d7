"""A change of a dossier or a casemanager may name the version that was read, and is refused if another change came first."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.casework.domain.guidance.advice import Outcome
from shared.events.claims import GuaranteeDecided
from shared.kernel.vocabulary import RecoveryBasis
from shared.testing.service import EMPLOYER, Service

REPORT = ("SICK_REPORTS",)
MANAGER = ("casemanager",)
SUSPENSION = {"kind": "SUSPEND", "ground": "NON_COOPERATION", "start": "2026-05-11"}
STALE = (412, "version.stale")
DOCTOR = ("company_doctor",)


@pytest.fixture
def measured(casework: Service, sick: str) -> dict[str, str]:
    """A dossier on 11 May with two warnings, a sanction and an open advice; its number and the ids of both."""
    casework.set_today(date(2026, 5, 11))
    path = f"/v1/dossiers/{sick}"
    casework.post(f"{path}/talks", {"held_on": "2026-04-30"}, rights=REPORT)
    for day in ("2026-05-01", "2026-05-04"):
        casework.post(f"{path}/warnings", {"given_on": day}, rights=REPORT)
    sanction = casework.post(f"{path}/sanctions", SUSPENSION, rights=REPORT)
    advice = casework.post(f"{path}/advices", {"due_on": "2026-05-20"}, roles=MANAGER)
    return {"number": sick, "sanction": sanction.json["sanction_id"], "advice": advice.json["advice_id"]}


def etag(casework: Service, number: str) -> str:
    """Return the ETag of a dossier."""
    return str(casework.get(f"/v1/dossiers/{number}", rights=REPORT).headers["ETag"])


CHANGES: dict[str, tuple[str, str, dict[str, Any], tuple[str, ...]]] = {
    "a step": ("POST", "/milestones/M02/completions", {"completed_on": "2026-03-04"}, MANAGER),
    "a threat": ("POST", "/long-term-threat", {}, DOCTOR),
    "a talk": ("POST", "/talks", {"held_on": "2026-05-08"}, MANAGER),
    "a warning": ("POST", "/warnings", {"given_on": "2026-05-08"}, MANAGER),
    "a sanction": ("POST", "/sanctions", SUSPENSION | {"start": "2026-06-01", "override_reason": "URGENT"}, MANAGER),
    "other dates": ("PUT", "/sanctions/{sanction}", {"start": "2026-05-11", "end": "2026-05-15"}, MANAGER),
    "a lifting": ("POST", "/sanctions/{sanction}/lifting", {"lifted_on": "2026-05-13", "back_pay": False}, MANAGER),
    "an advice": ("POST", "/advices", {"due_on": "2026-06-01"}, MANAGER),
    "an outcome": ("POST", "/advices/{advice}/outcome", {"outcome": Outcome.FOLLOWED.value}, MANAGER),
    "a wage sanction": ("POST", "/wage-sanctions", {"decision_on": "2027-12-27", "received_on": "2027-12-30", "weeks": 52},
                        MANAGER),
}


class TestVersionOfADossier:
    @pytest.mark.parametrize("change", CHANGES)
    def test_guards_every_change(self, casework: Service, measured: dict[str, str], change: str) -> None:
        method, path, body, roles = CHANGES[change]
        if change == "a wage sanction":
            casework.set_today(date(2027, 12, 30))
        elif change == "a sanction":
            casework.post(f"/v1/dossiers/{measured['number']}/sanctions/{measured['sanction']}/lifting",
                          {"lifted_on": "2026-05-13", "back_pay": False}, roles=MANAGER)
        read = etag(casework, measured["number"])
        casework.post(f"/v1/dossiers/{measured['number']}/advices", {"due_on": "2027-12-31"}, roles=MANAGER)

        def send(version: str) -> Any:
            return casework.request(method, f"/v1/dossiers/{measured['number']}" + path.format(**measured), json=body or None,
                                    roles=roles,
                                    headers={"If-Match": version})

        stale, fresh = send(read), send(etag(casework, measured["number"]))

        assert (stale.status_code, stale.json["code"]) == STALE
        assert fresh.status_code in (200, 201), fresh.text

    def test_rises_by_each_change(self, casework: Service, measured: dict[str, str]) -> None:
        path = f"/v1/dossiers/{measured['number']}/warnings"
        before = etag(casework, measured["number"])

        casework.post(path, {"given_on": "2026-05-08"}, rights=REPORT)

        assert etag(casework, measured["number"]) != before

    def test_rises_when_the_absence_changes(self, casework: Service, story: Any, sick: str) -> None:
        seen = [etag(casework, sick)]
        story.mutate(sick, date(2026, 3, 16), pct="50", basis=RecoveryBasis.OWN_WORK_HOURS)
        seen.append(etag(casework, sick))
        story.recover(sick, date(2026, 4, 1))
        seen.append(etag(casework, sick))

        assert len(set(seen)) == 3

    def test_rises_when_claims_decides_on_the_guarantee(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2027, 12, 30))
        made = casework.post(f"/v1/dossiers/{sick}/wage-sanctions",
                             {"decision_on": "2027-12-27", "received_on": "2027-12-30", "weeks": 52}, rights=REPORT)
        before = etag(casework, sick)

        casework.deliver(GuaranteeDecided(
            absence_number=sick, employee_id="employee-anna", employer_id=EMPLOYER, sanction_id=made.json["sanction_id"],
            approved=True, amount=Decimal("29120.00"), conditions=()))

        assert etag(casework, sick) != before

    def test_is_shared_by_dossiers_of_one_plan(self, casework: Service, story: Any) -> None:
        first = story.sick("V-2026-000001", date(2026, 1, 5))
        story.recover(first, date(2026, 2, 2))
        second = story.sick("V-2026-000002", date(2026, 2, 16), composite=(first, date(2026, 1, 5)))
        read = etag(casework, first)

        casework.post(f"/v1/dossiers/{second}/milestones/M02/completions", {"completed_on": "2026-02-17"}, roles=MANAGER)

        assert etag(casework, first) != read

    def test_stays_when_others_change_or_somebody_only_looks(self, casework: Service, measured: dict[str, str]) -> None:
        before = etag(casework, measured["number"])
        casework.post("/v1/dossiers/V-2026-000900/advices", {"due_on": "2026-06-01"}, roles=MANAGER)

        assert etag(casework, measured["number"]) == before

    def test_is_not_raised_by_a_change_that_is_refused(self, casework: Service, measured: dict[str, str]) -> None:
        before = etag(casework, measured["number"])

        refused = casework.post(f"/v1/dossiers/{measured['number']}/warnings", {"given_on": "2026-05-12"}, rights=REPORT)

        assert refused.status_code == 422
        assert etag(casework, measured["number"]) == before

    def test_does_not_stop_the_same_call_sent_again(self, casework: Service, measured: dict[str, str]) -> None:
        headers = {"If-Match": etag(casework, measured["number"]), "Idempotency-Key": "once"}

        answers = [casework.post(f"/v1/dossiers/{measured['number']}/warnings", {"given_on": "2026-05-08"}, rights=REPORT,
                                 headers=headers) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json == answers[1].json


class TestCasemanagersOfAnEmployer:
    PATH = f"/v1/employers/{EMPLOYER}/casemanager-assignments"

    def test_are_listed_with_a_version_that_guards_the_next_one(self, casework: Service, story: Any) -> None:
        for number in (2, 3):
            story.staff(f"casemanager-{number}", "casemanager")
        read = casework.get(self.PATH, roles=MANAGER)

        def hand_over(to: str, on: str) -> Any:
            return casework.post(self.PATH, {"casemanager_id": to, "valid_from": on}, roles=MANAGER,
                                 headers={"If-Match": read.headers["ETag"]})

        first, second = hand_over("casemanager-2", "2026-03-09"), hand_over("casemanager-3", "2026-03-16")

        assert (first.status_code, (second.status_code, second.json["code"])) == (201, STALE)
        assert [one["casemanager_id"] for one in read.json["items"]] == ["account-1"]
        assert [one["casemanager_id"] for one in casework.get(self.PATH, roles=MANAGER).json["items"]] == [
            "account-1", "casemanager-2"]

    def test_of_an_unknown_employer_are_404(self, casework: Service, story: Any) -> None:
        assert casework.get("/v1/employers/unheard-of/casemanager-assignments", roles=MANAGER).status_code == 404

    def test_are_not_for_employers(self, casework: Service, story: Any) -> None:
        assert casework.get(self.PATH, rights=REPORT).status_code == 403
