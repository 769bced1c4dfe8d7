"""Warnings and sanctions over HTTP, to the events that claims reads."""
from datetime import date
from typing import Any

import pytest

from shared.events.casework import NoticeKind, SanctionLifted, SanctionNotified, VraNoticeRaised
from shared.kernel.vocabulary import SanctionKind
from shared.testing.service import OTHER_EMPLOYER, Service

REPORT = ("SICK_REPORTS",)
MANAGER = ("casemanager",)


@pytest.fixture
def warned(casework: Service, sick: str) -> str:
    """An absence in which the employer warned on 1 and 4 May 2026; today is 11 May."""
    casework.set_today(date(2026, 5, 11))
    for day in ("2026-05-01", "2026-05-04"):
        answer = casework.post(f"/v1/dossiers/{sick}/warnings", {"given_on": day}, rights=REPORT)
        assert answer.status_code == 201, answer.text
    return sick


def impose(casework: Service, number: str, *, rights: tuple[str, ...] = REPORT, roles: tuple[str, ...] = (),
           **body: Any) -> Any:
    """A suspension from 11 to 20 May unless said otherwise."""
    values = {"kind": "SUSPEND", "start": "2026-05-11", "end": "2026-05-20"} | body
    return casework.post(f"/v1/dossiers/{number}/sanctions", values, rights=rights, roles=roles)


class TestImposing:
    @pytest.mark.requirement("R-112")
    def test_tells_claims_after_two_warnings(self, casework: Service, warned: str) -> None:
        answer = impose(casework, warned)

        assert answer.status_code == 201, answer.text
        (event,) = casework.published(SanctionNotified)
        assert (event.kind, event.start, event.end, event.warnings) == (
            SanctionKind.SUSPEND, date(2026, 5, 11), date(2026, 5, 20), 2)
        assert event.sanction_id == answer.json["sanction_id"]

    def test_refuses_after_one_warning_unless_the_casemanager_overrides(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))
        casework.post(f"/v1/dossiers/{sick}/warnings", {"given_on": "2026-05-01"}, rights=REPORT)

        alone = impose(casework, sick)
        employer = impose(casework, sick, override_reason="URGENT")
        without_reason = impose(casework, sick, rights=(), roles=MANAGER)
        overridden = impose(casework, sick, rights=(), roles=MANAGER, override_reason="URGENT")

        assert (alone.status_code, alone.json["code"]) == (422, "sanction.insufficient_warnings")
        assert [a.status_code for a in (employer, without_reason, overridden)] == [422, 422, 201]

    def test_counts_two_warnings_on_one_day_as_one(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))
        for _ in range(2):
            casework.post(f"/v1/dossiers/{sick}/warnings", {"given_on": "2026-05-01"}, rights=REPORT)

        assert impose(casework, sick).json["code"] == "sanction.insufficient_warnings"

    @pytest.mark.parametrize(("start", "status"), [("2026-05-03", 422), ("2026-05-04", 201)],
                             ids=["before the last warning", "on its day"])
    def test_starts_on_the_last_warning_at_the_earliest(self, casework: Service, warned: str, start: str,
                                                        status: int) -> None:
        assert impose(casework, warned, start=start).status_code == status

    def test_refuses_an_unknown_kind(self, casework: Service, warned: str) -> None:
        assert impose(casework, warned, kind="FINE").status_code == 422

    @pytest.mark.requirement("R-112")
    @pytest.mark.parametrize(("start", "status"), [("2026-05-20", 409), ("2026-05-21", 201)])
    def test_refuses_days_that_are_covered_already(self, casework: Service, warned: str, start: str, status: int) -> None:
        impose(casework, warned)

        assert impose(casework, warned, start=start, end="2026-05-30").status_code == status

    def test_refuses_an_end_before_the_start(self, casework: Service, warned: str) -> None:
        answer = impose(casework, warned, end="2026-05-10")

        assert (answer.status_code, answer.json["code"]) == (422, "sanction.end_before_start")

    @pytest.mark.requirement("R-062")
    def test_informs_vra(self, casework: Service, warned: str) -> None:
        impose(casework, warned)

        (notice,) = casework.published(VraNoticeRaised)
        assert (notice.kind, notice.consult) == (NoticeKind.SANCTION, False)

    def test_counts_warnings_of_the_whole_case(self, casework: Service, story: Any, warned: str) -> None:
        story.recover(warned, date(2026, 5, 6))
        second = story.sick("V-2026-000002", date(2026, 5, 10), composite=(warned, date(2026, 3, 2)))

        assert impose(casework, second).status_code == 201


class TestWarning:
    @pytest.mark.parametrize(("day", "status"), [("2026-03-01", 422), ("2026-03-02", 201), ("2026-03-03", 422)],
                             ids=["before the first sick day", "today", "tomorrow"])
    def test_takes_a_day_of_the_case_until_today(self, casework: Service, sick: str, day: str, status: int) -> None:
        assert casework.post(f"/v1/dossiers/{sick}/warnings", {"given_on": day}, rights=REPORT).status_code == status

    def test_takes_no_text(self, casework: Service, sick: str) -> None:
        body = {"given_on": "2026-03-02", "reason": "kwam niet opdagen"}

        assert casework.post(f"/v1/dossiers/{sick}/warnings", body, rights=REPORT).status_code == 422

    def test_hides_another_employers_dossier(self, casework: Service, sick: str) -> None:
        answer = casework.post(f"/v1/dossiers/{sick}/warnings", {"given_on": "2026-03-02"}, rights=REPORT,
                               employer_id=OTHER_EMPLOYER)

        assert answer.status_code == 404


class TestLifting:
    @pytest.mark.parametrize(("lifted_on", "end"), [("2026-05-15", date(2026, 5, 14)), ("2026-06-10", date(2026, 5, 20))],
                             ids=["while it runs", "after its last day"])
    def test_pays_again_from_the_day_of_lifting(self, casework: Service, warned: str, lifted_on: str, end: date) -> None:
        sanction = impose(casework, warned).json["sanction_id"]

        answer = casework.post(f"/v1/dossiers/{warned}/sanctions/{sanction}/lifting",
                               {"lifted_on": lifted_on, "back_pay": True}, rights=REPORT)

        assert answer.status_code == 201, answer.text
        (event,) = casework.published(SanctionLifted)
        assert (event.end, event.back_pay, event.sanction_id) == (end, True, sanction)

    def test_refuses_to_pay_back_what_was_stopped_and_says_why(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned, kind="STOP").json["sanction_id"]
        path = f"/v1/dossiers/{warned}/sanctions/{sanction}/lifting"

        refused = casework.post(path, {"lifted_on": "2026-05-15", "back_pay": True}, rights=REPORT)
        lifted = casework.post(path, {"lifted_on": "2026-05-15", "back_pay": False}, rights=REPORT)

        assert (refused.status_code, refused.json["code"]) == (422, "sanction.stop_has_lapsed")
        assert [error["field"] for error in refused.json["errors"]] == ["back_pay"]
        assert (lifted.status_code, casework.published(SanctionLifted)[0].back_pay) == (201, False)

    def test_lifts_once(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned).json["sanction_id"]
        path = f"/v1/dossiers/{warned}/sanctions/{sanction}/lifting"
        casework.post(path, {"lifted_on": "2026-05-15", "back_pay": True}, rights=REPORT)

        again = casework.post(path, {"lifted_on": "2026-05-15", "back_pay": True}, rights=REPORT)

        assert (again.status_code, again.json["code"]) == (409, "sanction.already_lifted")


class TestCorrecting:
    def test_tells_claims_the_new_dates_under_the_same_id(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned).json["sanction_id"]

        answer = casework.request("PUT", f"/v1/dossiers/{warned}/sanctions/{sanction}", rights=REPORT,
                                  json={"start": "2026-05-12", "end": "2026-05-18"})

        assert answer.status_code == 200, answer.text
        published = [(e.sanction_id, e.start, e.end) for e in casework.published(SanctionNotified)]
        assert published[-1] == (sanction, date(2026, 5, 12), date(2026, 5, 18))
        assert published[0][0] == sanction

    def test_refuses_days_of_another_sanction(self, casework: Service, warned: str) -> None:
        impose(casework, warned)
        later = impose(casework, warned, start="2026-05-21", end="2026-05-30").json["sanction_id"]

        answer = casework.request("PUT", f"/v1/dossiers/{warned}/sanctions/{later}", rights=REPORT,
                                  json={"start": "2026-05-20", "end": "2026-05-30"})

        assert (answer.status_code, answer.json["code"]) == (409, "sanction.overlap")


class TestWithdrawing:
    def test_leaves_no_day_of_it_and_frees_its_days_for_another(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned, kind="STOP").json["sanction_id"]
        path = f"/v1/dossiers/{warned}/sanctions/{sanction}/withdrawal"

        withdrawn, again = (casework.post(path, {}, rights=REPORT) for _ in range(2))

        (event,) = casework.published(SanctionLifted)
        assert (withdrawn.status_code, withdrawn.json["withdrawn"]) == (201, True)
        assert (event.end, event.lifted_on, event.back_pay) == (date(2026, 5, 10), date(2026, 5, 11), False)
        assert (again.status_code, again.json["code"]) == (409, "sanction.withdrawn")
        assert impose(casework, warned).status_code == 201

    def test_is_possible_after_it_was_lifted(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned).json["sanction_id"]
        path = f"/v1/dossiers/{warned}/sanctions/{sanction}"
        casework.post(f"{path}/lifting", {"lifted_on": "2026-05-15", "back_pay": False}, rights=REPORT)

        assert casework.post(f"{path}/withdrawal", {}, rights=REPORT).json["end"] == "2026-05-10"
