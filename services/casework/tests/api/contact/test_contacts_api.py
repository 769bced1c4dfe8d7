"""The consultant's first contact: what is due, pauses of its clock, escalation and scores (R-029, R-096, features idea 12)."""
from datetime import date
from typing import Any

import pytest

from services.casework.metrics import late_contacts
from services.casework.tests.conftest import ANNA, BRAM, CONSULTANT, Story
from shared.events.absence import ReportedContact
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

OTHER_CONSULTANT = "consultant-2"
BY_CONSULTANT: dict[str, Any] = {"roles": ("absence_consultant",), "account_id": CONSULTANT}
BY_CASEMANAGER: dict[str, Any] = {"roles": ("casemanager",), "account_id": "account-1"}
EVA = {"name": "Eva de Boer", "phone": "0113 274 600"}
DUE_ON = date(2026, 3, 6)
"""The fourth working day after Monday 2 March 2026."""


def contacts(casework: Service, which: str = "DUE", who: dict[str, Any] = BY_CONSULTANT, query: str = "") -> Any:
    """One of the lists."""
    answer = casework.get(f"/v1/contacts?list={which}{query}", **who)
    assert answer.status_code == 200, answer.text
    return answer.json


def of_anna(casework: Service, which: str = "DUE", who: dict[str, Any] = BY_CONSULTANT) -> list[dict[str, Any]]:
    """The rows of the case from 2 March of the employer under test."""
    return [row for row in contacts(casework, which, who)["items"] if row["employer_id"] == EMPLOYER]


def pause(casework: Service, number: str, who: dict[str, Any] = BY_CONSULTANT, **changes: Any) -> Any:
    """Pause the clock on Wednesday and Thursday."""
    body = {"reason": "EMPLOYER_ASKED_LATER", "last_day": "2026-03-05"} | changes
    return casework.post(f"/v1/dossiers/{number}/contact-pauses", body, **who)


def speak(casework: Service, number: str, day: str, code: str = "M02") -> None:
    """The consultant spoke with the employer or, in a conflict, the employee."""
    answer = casework.post(f"/v1/dossiers/{number}/milestones/{code}/completions", {"completed_on": day}, **BY_CONSULTANT)
    assert answer.status_code == 201, answer.text


def refusal(answer: Any) -> tuple[int, str]:
    """Status and code."""
    return answer.status_code, (answer.json.get("errors") or [answer.json])[0]["code"]


@pytest.fixture(autouse=True)
def wednesday(casework: Service) -> None:
    """Two days before the end of the term."""
    casework.set_today(date(2026, 3, 4))


class TestContactsDue:
    @pytest.mark.requirement("R-029")
    @pytest.mark.parametrize(("received", "due"), [
        ("2026-04-02", "2026-04-10"), ("2026-04-23", "2026-04-30"), ("2026-12-23", "2026-12-30"), ("2026-09-07", "2026-09-11")])
    def test_are_due_four_working_days_after_the_report_and_not_made_before_it(
            self, casework: Service, story: Story, received: str, due: str) -> None:
        casework.set_today(date.fromisoformat(received))
        number = story.sick("V-2026-000001", date.fromisoformat(received))
        early = casework.post(f"/v1/dossiers/{number}/milestones/M02/completions", {"completed_on": "2026-03-31"},
                              **BY_CONSULTANT)

        assert [row["due_on"] for row in of_anna(casework)] == [due]
        assert early.status_code == 422

    def test_come_with_the_person_and_the_number_to_call(self, casework: Service, sick: str) -> None:
        put = casework.request("PUT", f"/v1/employers/{EMPLOYER}/contact", json=EVA, **BY_CONSULTANT)

        assert put.status_code == 200, put.text
        assert of_anna(casework) == [{
            "absence_number": sick, "employer_id": EMPLOYER, "company_name": "Bakkerij De Korenaar",
            "employee_name": "Anna de Vries", "with_employee": False, "name": "Eva de Boer", "phone": "+31113274600",
            "due_on": "2026-03-06", "ends_on": "2026-03-06", "is_late": False, "pause": None}]

    @pytest.mark.requirement("R-096")
    def test_of_a_conflict_are_with_the_employee_within_a_working_day_and_come_first(self, casework: Service,
                                                                                    story: Story) -> None:
        story.sick("V-2026-000001", date(2026, 3, 4), labour_conflict=True, person=ReportedContact(contact_phone="+31612345678"))

        first, second = of_anna(casework)

        assert (first["with_employee"], first["name"], first["phone"], first["due_on"]) == (
            True, "Anna de Vries", "+31612345678", "2026-03-05")
        assert (second["with_employee"], second["due_on"]) == (False, "2026-03-10")

    def test_go_when_made_and_when_the_employee_is_fit(self, casework: Service, story: Story, sick: str) -> None:
        story.sick("V-2026-000002", date(2026, 3, 3), employee_id=BRAM)
        speak(casework, sick, "2026-03-04")
        story.recover("V-2026-000002", date(2026, 3, 4))

        assert of_anna(casework) == []

    def test_have_counts_that_equal_the_rows_of_every_list(self, casework: Service, story: Story, sick: str) -> None:
        for at in range(3):
            story.employee(f"employee-{at}", number=str(50 + at))
            story.sick(f"V-2026-10000{at}", date(2026, 3, 2 + at), employee_id=f"employee-{at}")
        pause(casework, "V-2026-100002")
        casework.set_today(date(2026, 3, 9))
        pause(casework, "V-2026-100002", last_day="2026-03-10")

        for which, name in (("DUE", "due"), ("LATE", "late"), ("PAUSED", "paused")):
            page = contacts(casework, which)
            assert len(page["items"]) == page[name], which
        assert [row["ends_on"] for row in contacts(casework, "LATE")["items"]] == sorted(
            row["ends_on"] for row in contacts(casework, "LATE")["items"])

    def test_are_read_page_by_page(self, casework: Service, sick: str) -> None:
        first = contacts(casework, query="&limit=1")
        second = contacts(casework, query=f"&limit=1&cursor={first['next']}")

        assert [len(page["items"]) for page in (first, second)] == [1, 1]
        assert first["items"] != second["items"]


class TestPause:
    def test_moves_the_end_of_the_clock_by_its_working_days_and_not_the_term(self, casework: Service, sick: str) -> None:
        answer = pause(casework, sick)

        assert answer.status_code == 201, answer.text
        assert answer.json["ends_on"] == "2026-03-10"
        assert of_anna(casework) == []
        [row] = of_anna(casework, "PAUSED")
        assert (row["due_on"], row["ends_on"], row["pause"]["last_day"]) == ("2026-03-06", "2026-03-10", "2026-03-05")

    def test_comes_back_by_itself_on_the_day_after_it(self, casework: Service, sick: str) -> None:
        pause(casework, sick)

        casework.set_today(date(2026, 3, 6))

        assert [row["ends_on"] for row in of_anna(casework)] == ["2026-03-10"]
        assert of_anna(casework, "PAUSED") == []

    def test_can_end_earlier_and_gives_the_other_days_back(self, casework: Service, sick: str) -> None:
        pause_id = pause(casework, sick).json["pause_id"]
        casework.set_today(date(2026, 3, 5))

        ended = casework.post(f"/v1/dossiers/{sick}/contact-pauses/{pause_id}/ending", {}, **BY_CONSULTANT)
        again = casework.post(f"/v1/dossiers/{sick}/contact-pauses/{pause_id}/ending", {}, **BY_CONSULTANT)

        assert (ended.status_code, ended.json["ends_on"]) == (200, "2026-03-09")
        assert [row["ends_on"] for row in of_anna(casework)] == ["2026-03-09"]
        assert refusal(again) == (409, "contact.not_paused")

    def test_adds_up_with_an_earlier_one(self, casework: Service, sick: str) -> None:
        pause(casework, sick, last_day="2026-03-04")
        casework.set_today(date(2026, 3, 5))

        second = pause(casework, sick)

        assert second.json["ends_on"] == "2026-03-10"

    def test_stands_in_the_history_of_the_case(self, casework: Service, sick: str) -> None:
        pause(casework, sick)

        acts = casework.get(f"/v1/dossiers/{sick}/history", **BY_CASEMANAGER).json["items"]

        assert [(act["subject"], act["new"]["reason"]) for act in acts] == [("contact_pause", "EMPLOYER_ASKED_LATER")]

    @pytest.mark.parametrize(("changes", "code"), [
        ({"reason": "SICK_CHILD"}, "input.choice"), ({"reason": None}, "input.required"),
        ({"last_day": "2026-03-03"}, "contact.pause_in_past"), ({"last_day": "2026-03-19"}, "contact.pause_too_long"),
        ({"last_day": "morgen"}, "input.date")])
    def test_refuses_a_wrong_field(self, casework: Service, sick: str, changes: dict[str, Any], code: str) -> None:
        assert refusal(pause(casework, sick, **changes)) == (422, code)

    def test_takes_the_tenth_working_day(self, casework: Service, sick: str) -> None:
        assert pause(casework, sick, last_day="2026-03-18").status_code == 201

    def test_is_refused_twice_and_once_the_contact_was_made_or_is_late(self, casework: Service, story: Story, sick: str) -> None:
        pause(casework, sick)
        twice = pause(casework, sick)
        speak(casework, sick, "2026-03-04")
        made = pause(casework, sick)
        late = story.sick("V-2026-000002", date(2026, 2, 23), employee_id=BRAM)

        assert [refusal(answer) for answer in (twice, made, pause(casework, late))] == [
            (409, "contact.already_paused"), (422, "contact.not_waiting"), (422, "contact.term_passed")]

    @pytest.mark.parametrize(("who", "status"), [
        ({"roles": ("absence_consultant",), "account_id": "somebody-else"}, 403), ({"roles": ("company_doctor",)}, 403),
        ({"rights": ("SICK_REPORTS",)}, 403), (BY_CASEMANAGER, 201)],
        ids=["other consultant", "doctor", "employer", "casemanager"])
    def test_is_for_who_guides_the_employer(self, casework: Service, sick: str, who: dict[str, Any], status: int) -> None:
        assert pause(casework, sick, who).status_code == status

    def test_of_another_dossier_is_not_found(self, casework: Service, story: Story, sick: str) -> None:
        other = story.sick("V-2026-000002", date(2026, 3, 3), employee_id=BRAM)
        pause_id = pause(casework, sick).json["pause_id"]

        answer = casework.post(f"/v1/dossiers/{other}/contact-pauses/{pause_id}/ending", {}, **BY_CONSULTANT)

        assert refusal(answer) == (404, "contact.pause_not_found")


class TestEscalation:
    def test_shows_the_casemanager_what_is_late_the_day_after_the_clock_ended(self, casework: Service, sick: str) -> None:
        lists = []
        for day in (DUE_ON, date(2026, 3, 7)):
            casework.set_today(day)
            lists.append([row["absence_number"] for row in of_anna(casework, "LATE", BY_CASEMANAGER)])

        assert lists == [[], [sick]]
        assert [row["is_late"] for row in of_anna(casework)] == [True]

    def test_is_counted_by_a_metric_with_pauses_left_out(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 3, 4))
        pause(casework, sick)
        counts = []
        for day in (date(2026, 3, 10), date(2026, 3, 11)):
            casework.set_today(day)
            counts.append(casework.query(late_contacts))

        assert counts[1] - counts[0] == 1


MARCH = "from=2026-03-01&to=2026-03-31"


class TestScore:
    def score(self, casework: Service, who: dict[str, Any] = BY_CASEMANAGER, period: str = MARCH) -> Any:
        """The scores of a period."""
        return casework.get(f"/v1/contact-scores?{period}", **who).json["items"]

    @pytest.fixture
    def month(self, casework: Service, story: Story) -> None:
        """In time, late, in time after a pause, missed, lapsed and still running; none of another employer."""
        casework.set_today(date(2026, 3, 4))
        days = {0: 2, 1: 2, 2: 2, 3: 2, 4: 2, 5: 25}
        for at, day in days.items():
            story.employee(f"employee-{at}", number=str(50 + at))
            if at < 5:
                story.sick(f"V-2026-10000{at}", date(2026, 3, day), employee_id=f"employee-{at}")
        speak(casework, "V-2026-100000", "2026-03-04")
        pause(casework, "V-2026-100002")
        story.recover("V-2026-100004", date(2026, 3, 4))
        casework.set_today(date(2026, 3, 10))
        speak(casework, "V-2026-100001", "2026-03-09")
        speak(casework, "V-2026-100002", "2026-03-10")
        casework.set_today(date(2026, 3, 26))
        story.sick("V-2026-100005", date(2026, 3, 25), employee_id="employee-5")

    def test_counts_what_was_made_in_time_late_or_not(self, casework: Service, month: None) -> None:
        [row] = [row for row in self.score(casework) if row["consultant_id"] == CONSULTANT]
        other = 1  # the employer beside it, whose employee fell ill on the same day and was not called

        assert (row["in_time"], row["late"], row["missed"] - other, row["total"]) == (2, 1, 1, 5)
        assert row["share_in_time"] == "40.0"

    def test_is_of_a_period(self, casework: Service, month: None) -> None:
        [row] = self.score(casework, period="from=2026-03-10&to=2026-03-10")

        assert (row["total"], row["share_in_time"]) == (1, "100.0")
        assert self.score(casework, period="from=2026-01-01&to=2026-01-31") == []

    def test_of_a_consultant_is_the_own_one(self, casework: Service, story: Story, month: None) -> None:
        story.staff(OTHER_CONSULTANT, "absence_consultant")

        assert len(self.score(casework, BY_CONSULTANT)) == 1
        assert self.score(casework, {"roles": ("absence_consultant",), "account_id": OTHER_CONSULTANT}) == []


class TestContactPerson:
    PATH = f"/v1/employers/{EMPLOYER}/contact"

    def test_is_recorded_by_the_employer_and_read_by_who_guides_it(self, casework: Service, story: Story) -> None:
        before = casework.get(self.PATH, **BY_CONSULTANT)

        casework.request("PUT", self.PATH, json=EVA, rights=("SICK_REPORTS",), headers={"If-Match": before.headers["ETag"]})
        after = casework.get(self.PATH, **BY_CONSULTANT)

        assert (before.json, before.headers["ETag"]) == ({"name": None, "phone": None}, '"0"')
        assert (after.json, after.headers["ETag"]) == ({"name": "Eva de Boer", "phone": "+31113274600"}, '"1"')

    def test_is_not_replaced_by_who_saw_an_earlier_one(self, casework: Service, story: Story) -> None:
        for _ in range(2):
            answer = casework.request("PUT", self.PATH, json=EVA, headers={"If-Match": '"0"'}, **BY_CONSULTANT)

        assert answer.status_code == 412

    @pytest.mark.parametrize("body", [EVA | {"name": ""}, EVA | {"phone": "bel mij"}, {"name": "Eva"}])
    def test_refuses_a_wrong_field(self, casework: Service, story: Story, body: dict[str, Any]) -> None:
        assert casework.request("PUT", self.PATH, json=body, **BY_CONSULTANT).status_code == 422

    def test_of_another_employer_does_not_exist(self, casework: Service, story: Story) -> None:
        path = f"/v1/employers/{OTHER_EMPLOYER}/contact"

        assert casework.get(path, rights=("SICK_REPORTS",)).status_code == 404
        assert casework.request("PUT", path, json=EVA, rights=("SICK_REPORTS",)).status_code == 404
        assert ANNA not in casework.get(path, rights=("SICK_REPORTS",)).text
