"""Consultants are chosen by region, and colleagues stand in for absent ones (R-030, features C1)."""
from datetime import date
from typing import Any

import pytest

from services.casework.metrics import employers_without_consultant
from services.casework.tests.conftest import CASEMANAGER, CONSULTANT, Story
from shared.events.identity import AccountBlocked
from shared.testing.service import EMPLOYER, Service

MANAGER: dict[str, Any] = {"roles": ("casemanager",), "account_id": CASEMANAGER}
ADMIN: dict[str, Any] = {"roles": ("platform_admin",), "account_id": "admin-1"}
ZEELAND, GRONINGEN = "4331 LK", "9711 LX"
SECOND = "casemanager-2"


@pytest.fixture
def team(empty_story: Story) -> Story:
    """A casemanager, and one consultant in Zeeland and one in Groningen, each under a doctor; no employer yet."""
    empty_story.staff(CASEMANAGER, "casemanager")
    for consultant, region in ((CONSULTANT, "ZEELAND"), ("consultant-2", "GRONINGEN")):
        empty_story.staff(consultant, "absence_consultant")
        empty_story.delegate(consultant)
        assert regions(empty_story.casework, consultant, region).status_code == 200
    return empty_story


def regions(casework: Service, consultant: str, *names: str, **more: Any) -> Any:
    """Set the regions of a consultant."""
    return casework.request("PUT", f"/v1/consultants/{consultant}/regions", json={"regions": names}, **(MANAGER | more))


def consultant_of(casework: Service, employer_id: str) -> Any:
    """Who is the present consultant of an employer."""
    return casework.get(f"/v1/employers/{employer_id}/casemanager-assignments", **MANAGER).json["items"][-1]["consultant_id"]


def waiting(casework: Service) -> list[tuple[str, str]]:
    """The employers without a consultant, with their regions."""
    found = casework.get("/v1/employers?withoutConsultant=true", **ADMIN).json["items"]
    return [(one["employer_id"], one["region"]) for one in found]


def counted(casework: Service) -> float:
    """What the alert looks at."""
    return float(casework.query(employers_without_consultant))


def stand_in(casework: Service, **changes: Any) -> Any:
    """A colleague stands in for the casemanager for two weeks."""
    body = {"absent_id": CASEMANAGER, "account_id": SECOND, "first_day": "2026-03-09", "last_day": "2026-03-20"}
    return casework.post("/v1/stand-ins", body | changes, **MANAGER)


class TestConsultant:
    @pytest.mark.requirement("R-030")
    def test_is_chosen_from_the_region_of_the_establishment_or_the_employer_waits(self, casework: Service, team: Story):
        team.policy("in-zeeland", postcode=ZEELAND)
        team.policy("in-groningen", postcode=GRONINGEN)
        team.policy("in-drenthe", postcode="9401 HA")

        assert [consultant_of(casework, employer) for employer in ("in-zeeland", "in-groningen", "in-drenthe")] == [
            CONSULTANT, "consultant-2", None]
        assert (waiting(casework), counted(casework)) == ([("in-drenthe", "DRENTHE")], 1)

    @pytest.mark.requirement("R-030")
    @pytest.mark.parametrize("way", ["another region", "a consultant of the whole country", "by hand"])
    def test_comes_to_a_waiting_employer(self, casework: Service, team: Story, way: str) -> None:
        team.policy("in-drenthe", postcode="9401 HA")
        if way == "another region":
            regions(casework, "consultant-2", "GRONINGEN", "DRENTHE")
        elif way == "by hand":
            casework.post("/v1/employers/in-drenthe/consultant", {"consultant_id": "consultant-2"}, **ADMIN)
        else:
            team.staff("consultant-2", "absence_consultant")
            regions(casework, "consultant-2")

        assert (consultant_of(casework, "in-drenthe"), waiting(casework), counted(casework)) == ("consultant-2", [], 0)

    @pytest.mark.requirement("R-027")
    def test_is_assigned_only_under_a_doctor(self, casework: Service, empty_story: Story) -> None:
        empty_story.staff(CASEMANAGER, "casemanager")
        empty_story.staff(CONSULTANT, "absence_consultant")
        empty_story.policy()

        before = consultant_of(casework, EMPLOYER)
        by_hand = casework.post(f"/v1/employers/{EMPLOYER}/consultant", {"consultant_id": CONSULTANT}, **ADMIN)
        empty_story.delegate(CONSULTANT)

        assert (before, by_hand.status_code, by_hand.json["code"]) == (None, 422, "consultant.inactive")
        assert (consultant_of(casework, EMPLOYER), waiting(casework)) == (CONSULTANT, [])

    def test_who_leaves_makes_the_employer_wait(self, casework: Service, team: Story) -> None:
        team.policy("in-zeeland", postcode=ZEELAND)
        casework.deliver(AccountBlocked(account_id=CONSULTANT, blocked_on=date(2026, 3, 2), reason="LEFT"))

        assert waiting(casework) == [("in-zeeland", "ZEELAND")]

    def test_by_hand_is_not_the_casemanager_and_not_in_another_tab(self, casework: Service, team: Story) -> None:
        team.policy("in-zeeland", postcode=ZEELAND)
        team.staff(CASEMANAGER, "casemanager", "absence_consultant")
        team.delegate(CASEMANAGER)
        order = {"consultant_id": "consultant-2"}

        same = casework.post("/v1/employers/in-zeeland/consultant", {"consultant_id": CASEMANAGER}, **ADMIN)
        stale = casework.post("/v1/employers/in-zeeland/consultant", order, headers={"If-Match": '"7"'}, **ADMIN)
        unknown = casework.post("/v1/employers/nowhere/consultant", order, **ADMIN)

        assert (same.status_code, same.json["code"]) == (422, "consultant.is_casemanager")
        assert (stale.status_code, unknown.status_code) == (412, 404)
        assert consultant_of(casework, "in-zeeland") == CONSULTANT


class TestRegions:
    def test_are_shown_with_their_version(self, casework: Service, team: Story) -> None:
        answer = casework.get(f"/v1/consultants/{CONSULTANT}", **ADMIN)

        assert answer.json == {"consultant_id": CONSULTANT, "name": None, "doctor_id": "doctor-1", "doctor_name": None,
                               "regions": ["ZEELAND"], "version": 1}
        assert (answer.headers["ETag"], len(casework.get("/v1/consultants", **ADMIN).json["items"])) == ('"1"', 2)

    @pytest.mark.parametrize(("names", "more", "status"), [
        (["ATLANTIS"], {}, 422), (["ZEELAND"], {"headers": {"If-Match": '"0"'}}, 412),
        (["ZEELAND"], {"roles": ("absence_consultant",)}, 403), (["ZEELAND"], {"roles": ("insurer_vra",)}, 403)])
    def test_refuses(self, casework: Service, team: Story, names: list[str], more: dict[str, Any], status: int) -> None:
        assert regions(casework, CONSULTANT, *names, **more).status_code == status

    def test_are_of_consultants_in_use_only(self, casework: Service, team: Story) -> None:
        assert [regions(casework, account, "ZEELAND").status_code for account in (CASEMANAGER, "nobody")] == [404, 404]


class TestStandIn:
    @pytest.fixture
    def two(self, casework: Service, story: Story, sick: str) -> Service:
        """A second casemanager, without employers."""
        story.staff(SECOND, "casemanager")
        return casework

    @pytest.mark.parametrize(("day", "reached"), [("2026-03-08", 404), ("2026-03-09", 200), ("2026-03-20", 200),
                                                  ("2026-03-21", 404)])
    def test_reaches_the_dossiers_of_the_absent_one_for_these_days(self, two: Service, sick: str, day: str, reached: int) -> None:
        stand_in(two)
        two.set_today(date.fromisoformat(day))

        answer = two.get(f"/v1/employers/{EMPLOYER}/team", roles=("casemanager",), account_id=SECOND)
        fixed = two.get(f"/v1/employers/{EMPLOYER}/casemanager-assignments", **MANAGER).json["items"]

        assert (answer.status_code, [one["casemanager_id"] for one in fixed]) == (reached, [CASEMANAGER])

    def test_is_shown_to_the_employer_before_the_fixed_casemanager(self, two: Service, sick: str) -> None:
        stand_in(two, first_day="2026-03-02")

        body = two.get(f"/v1/dossiers/{sick}", kind="MAIN_CONTACT", rights=("SICK_REPORTS",)).json

        assert [(one["role"], one["stands_in_until"]) for one in body["guided_by"]] == [
            ("casemanager", "2026-03-20"), ("casemanager", None), ("absence_consultant", None)]

    def test_ends_when_the_colleague_is_back(self, two: Service) -> None:
        made = stand_in(two, first_day="2026-03-02").json
        two.set_today(date(2026, 3, 5))
        ended = two.post(f"/v1/stand-ins/{made['stand_in_id']}/ending", **MANAGER).json

        assert (ended["last_day"], two.get("/v1/stand-ins", **MANAGER).json["items"]) == ("2026-03-04", [])
        assert two.get(f"/v1/employers/{EMPLOYER}/team", roles=("casemanager",), account_id=SECOND).status_code == 404
        assert two.post("/v1/stand-ins/unknown/ending", **MANAGER).status_code == 404

    @pytest.mark.parametrize(("changes", "status", "code"), [
        ({"last_day": "2026-03-08"}, 422, "stand_in.end_before_start"),
        ({"first_day": "2026-02-02", "last_day": "2026-02-20"}, 422, "stand_in.over"),
        ({"last_day": "2027-06-01"}, 422, "stand_in.too_long"), ({"account_id": CASEMANAGER}, 422, "stand_in.same_account"),
        ({"account_id": CONSULTANT}, 422, "stand_in.other_role"), ({"absent_id": "doctor-1"}, 422, "stand_in.not_guiding"),
        ({"account_id": "nobody"}, 422, "stand_in.unknown_account"), ({"first_day": "9 maart"}, 422, "input.invalid")])
    def test_refuses(self, two: Service, changes: dict[str, Any], status: int, code: str) -> None:
        answer = stand_in(two, **changes)

        assert (answer.status_code, answer.json["code"]) == (status, code)

    def test_refuses_a_second_one_and_one_who_is_absent(self, two: Service, story: Story) -> None:
        story.staff("casemanager-3", "casemanager")
        stand_in(two)

        again = stand_in(two, account_id="casemanager-3", first_day="2026-03-20", last_day="2026-03-27")
        absent = stand_in(two, absent_id="casemanager-3", account_id=CASEMANAGER)

        assert (again.status_code, again.json["code"]) == (409, "stand_in.overlaps")
        assert (absent.status_code, absent.json["code"]) == (422, "stand_in.absent_too")

    def test_refuses_the_consultant_of_the_same_employer(self, two: Service, story: Story) -> None:
        story.staff(CONSULTANT, "absence_consultant", "casemanager")

        answer = stand_in(two, account_id=CONSULTANT)

        assert (answer.status_code, answer.json["code"]) == (422, "stand_in.separate_roles")
