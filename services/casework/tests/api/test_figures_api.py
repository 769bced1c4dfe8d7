"""Activities, the caseload and absence figures over HTTP."""
from datetime import date, timedelta
from typing import Any

import pytest

from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

REPORT = ("SICK_REPORTS",)
MANAGER = ("casemanager",)


@pytest.fixture
def both_sick(casework: Service, story: Any) -> tuple[str, str]:
    """Anna de Vries and Björn Brouwér are sick, and an employee of another employer."""
    story.employee("employee-bjorn", last_name="Brouwér", number="3")
    return (story.sick("V-2026-000001", date(2026, 3, 2)),
            story.sick("V-2026-000002", date(2026, 2, 25), employee_id="employee-bjorn"))


def activities(casework: Service, **query: Any) -> list[dict[str, Any]]:
    """The results of a search."""
    answer = casework.get("/v1/activities", rights=REPORT, query_string={"limit": 500} | query)
    assert answer.status_code == 200, answer.text
    return list((answer.json or {})["items"])


@pytest.mark.requirement("R-150")
class TestSearchingActivities:
    @pytest.mark.parametrize(("name", "found"), [
        ("Vries", {"V-2026-000001"}), ("vri", {"V-2026-000001"}), ("rie", {"V-2026-000001"}),
        ("BROUWER", {"V-2026-000002"}), ("brouwér", {"V-2026-000002"}), ("r", {"V-2026-000001", "V-2026-000002"}),
        ("Zoetelief", set()), ("%", set()), ("_", set()), ("\\", set()), ("", {"V-2026-000001", "V-2026-000002"})])
    def test_on_part_of_a_last_name_without_case_and_accents(self, casework: Service, both_sick: Any, name: str,
                                                             found: set[str]) -> None:
        assert {row["absence_number"] for row in activities(casework, lastName=name)} == found

    def test_on_the_whole_absence_number_and_an_activity_together(self, casework: Service, both_sick: Any) -> None:
        rows = activities(casework, absenceNumber="V-2026-000001", activity="probleem")

        assert [(row["absence_number"], row["code"]) for row in rows] == [("V-2026-000001", "M03")]
        assert activities(casework, absenceNumber="V-2026-00000") == []

    def test_takes_an_absence_number_in_any_case(self, casework: Service, both_sick: Any) -> None:
        assert {row["absence_number"] for row in activities(casework, absenceNumber=" v-2026-000001 ")} == {"V-2026-000001"}

    @pytest.mark.parametrize("name", ["t hart łęk", "’t Hart", "'T HART", "lek"])
    def test_folds_accents_and_apostrophes(self, casework: Service, story: Any, name: str) -> None:
        story.employee("employee-hart", last_name="'t Hart Łęk", number="4")
        story.sick("V-2026-000003", date(2026, 3, 2), employee_id="employee-hart")

        assert {row["absence_number"] for row in activities(casework, lastName=name)} == {"V-2026-000003"}

    def test_by_employee_number_status_party_and_dates(self, casework: Service, both_sick: Any) -> None:
        casework.set_today(date(2026, 4, 13))

        rows = activities(casework, employeeNumber="3", status="OVERDUE", responsible=["company_doctor", "absence_consultant"],
                          **{"from": "2026-03-01", "to": "2026-04-10"})

        assert [(row["absence_number"], row["code"], row["status"]) for row in rows] == [
            ("V-2026-000002", "M02", "OVERDUE"), ("V-2026-000002", "M03", "OVERDUE")]

    @pytest.mark.parametrize(("query", "code"), [
        ("status=LATE", "input.choice"), ("from=2026-04-11&to=2026-04-10", "period.invalid"), ("to=10-04-2026", "input.date")])
    def test_refuses_an_unknown_status_and_dates_that_are_none_or_in_the_wrong_order(self, casework: Service, query: str,
                                                                                   code: str) -> None:
        answer = casework.get(f"/v1/activities?{query}", rights=REPORT)

        assert (answer.status_code, [one["code"] for one in answer.json["errors"]]) == (422, [code])

    def test_gives_all_in_pages_for_an_empty_search(self, casework: Service, both_sick: Any) -> None:
        every = activities(casework)
        query, pages = {"limit": 40}, []
        while not pages or pages[-1]["next"]:
            pages.append(casework.get("/v1/activities", rights=REPORT, query_string=query).json)
            query = {"limit": 40, "cursor": pages[-1]["next"]}

        assert len(pages) > 1
        assert [row for page in pages for row in page["items"]] == every

    def test_gives_what_is_at_hand(self, casework: Service, both_sick: Any) -> None:
        today = date(2026, 12, 14)
        casework.set_today(today)

        open_rows = activities(casework, completed="nee")
        at_hand = activities(casework, completed="nee", atHand="true")

        soon = (today + timedelta(days=42)).isoformat()
        assert at_hand == [row for row in open_rows
                           if (row["opens_on"] <= today.isoformat() if row["opens_on"] else row["due_on"] <= soon)]
        assert 0 < len(at_hand) < len(open_rows)

    @pytest.mark.parametrize("cursor", ["nonsense", "WyIyMDI2LTAxLTAxIl0", "WyJ4IiwieCIsIngiLCJ4Il0"])
    def test_refuses_a_cursor_that_is_none(self, casework: Service, both_sick: Any, cursor: str) -> None:
        answer = casework.get("/v1/activities", rights=REPORT, query_string={"cursor": cursor})

        assert (answer.status_code, answer.json["code"]) == (422, "cursor.invalid")

    @pytest.mark.requirement("R-151")
    def test_lists_what_was_done_and_what_is_to_do_by_due_date(self, casework: Service, both_sick: Any) -> None:
        rows = activities(casework)

        assert {row["status"] for row in rows} == {"DONE", "PLANNED"}
        assert [row["due_on"] for row in rows] == sorted(row["due_on"] for row in rows)

    @pytest.mark.requirement("R-152")
    def test_parts_into_done_and_not_done(self, casework: Service, story: Any, both_sick: Any) -> None:
        story.recover("V-2026-000002", date(2026, 3, 2))
        done, to_do = (activities(casework, completed=answer) for answer in ("ja", "nee"))

        assert {row["status"] for row in done} == {"DONE", "CANCELLED"}
        assert {row["status"] for row in to_do} == {"PLANNED"}
        assert len(done) + len(to_do) == len(activities(casework))
        assert casework.get("/v1/activities?completed=misschien", rights=REPORT).status_code == 422

    def test_pages_through_all_of_them(self, casework: Service, both_sick: Any) -> None:
        seen: list[str] = []
        cursor: str | None = None
        while True:
            query = {"limit": 20} | ({"cursor": cursor} if cursor else {})
            body = casework.get("/v1/activities", rights=REPORT, query_string=query).json or {}
            seen += [f"{row['absence_number']} {row['code']} {row['occurrence']}" for row in body["items"]]
            cursor = body["next"]
            if cursor is None:
                break

        assert len(seen) == len(set(seen)) == len(activities(casework))

    def test_lists_a_case_of_two_absences_once(self, casework: Service, story: Any) -> None:
        first = story.sick("V-2026-000001", date(2026, 1, 5))
        story.recover(first, date(2026, 1, 14))
        story.sick("V-2026-000002", date(2026, 2, 10), composite=(first, date(2026, 1, 5)))

        assert {row["absence_number"] for row in activities(casework)} == {"V-2026-000002"}
        assert {row["absence_number"] for row in activities(casework, absenceNumber=first)} == {first}


class TestCaseload:
    def caseload(self, casework: Service, account_id: str, role: str = "casemanager") -> dict[str, Any]:
        """The caseload of an account."""
        token = casework.issuer.token(roles=(role,), account_id=account_id)
        answer = casework.app.test_client().get("/v1/caseload?limit=500", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200, answer.text
        return dict(answer.json)

    @pytest.mark.requirement("R-046")
    def test_shows_a_casemanager_what_is_open_and_overdue_of_his_employers(self, casework: Service, story: Any,
                                                                           both_sick: Any) -> None:
        casework.set_today(date(2026, 4, 13))

        mine, anothers = self.caseload(casework, "account-1"), self.caseload(casework, "casemanager-9")

        assert {row["employer_id"] for row in mine["items"]} == {EMPLOYER, OTHER_EMPLOYER}
        assert {row["status"] for row in mine["items"]} == {"PLANNED", "OVERDUE"}
        assert mine["open"] == len(mine["items"])
        assert mine["overdue"] == sum(row["status"] == "OVERDUE" for row in mine["items"]) > 0
        assert anothers["items"] == []

    def test_shows_the_doctor_his_own_steps(self, casework: Service, both_sick: Any) -> None:
        rows = self.caseload(casework, "doctor-1", "company_doctor")["items"]

        assert {row["responsible"] for row in rows} == {"company_doctor"}

    def test_is_not_for_employers(self, casework: Service, both_sick: Any) -> None:
        assert casework.get("/v1/caseload", rights=REPORT).status_code == 403


class TestStatistics:
    def figures(self, casework: Service, start: str, end: str, **options: Any) -> Any:
        """The figures of a period."""
        return casework.get("/v1/statistics", query_string={"from": start, "to": end}, rights=REPORT, **options)

    def test_counts_the_own_employer_from_the_copies(self, casework: Service, story: Any) -> None:
        for at in range(8):
            story.employee(f"colleague-{at}", number=f"9{at}")
        number = story.sick("V-2026-000001", date(2026, 1, 5))
        story.recover(number, date(2026, 1, 12))
        story.sick("V-2025-000001", date(2025, 11, 10), employee_id="employee-bram")
        casework.set_today(date(2026, 4, 1))

        body = self.figures(casework, "2026-01-01", "2026-03-31").json

        assert (body["VP"], body["GVD"], body["NV"], body["notice"]) == ("10.78", "7.00", "80.0", None)
        assert body["by_class"] == {"short": "0.78", "medium": "0.00", "long": "10.00", "extra_long": "0.00"}

    def test_weighs_part_time_work(self, casework: Service, story: Any) -> None:
        story.employee("employee-bram", number="2", hours="40")
        story.employee("colleague", number="9", hours="24")
        story.sick("V-2026-000001", date(2026, 2, 1), employee_id="colleague")
        casework.set_today(date(2026, 2, 28))

        body = self.figures(casework, "2026-02-01", "2026-02-28").json

        assert (body["sick_fte_days"], body["available_fte_days"]) == ("16.8", "72.8")

    @pytest.mark.parametrize(("start", "end", "status"), [
        ("2026-03-02", "2026-03-01", 422), ("2026-03-03", "2026-03-31", 422), ("2026-03-02", "2026-03-02", 200),
        ("2021-03-01", "2026-03-01", 200), ("2021-03-01", "2026-03-02", 422)],
        ids=["ends before it starts", "starts tomorrow", "today", "five years", "more than five years"])
    def test_refuses_a_period_that_cannot_be(self, casework: Service, story: Any, start: str, end: str,
                                             status: int) -> None:
        answer = self.figures(casework, start, end)

        assert answer.status_code == status
        assert status == 200 or answer.json["code"] == "period.invalid"

    def test_leaves_out_the_future_and_says_so(self, casework: Service, story: Any) -> None:
        body = self.figures(casework, "2026-03-01", "2026-12-31").json

        assert (body["to"], bool(body["notice"])) == ("2026-03-02", True)
