"""Who guides, by name and number at work: on the dossier, for an employer, and in the list of who looked."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.conftest import CASEMANAGER, CONSULTANT, Story
from shared.events.identity import (
    AccountBlocked,
    AccountCreated,
    AccountKind,
    AccountSnapshot,
    RolesChanged,
    StaffPerson,
)
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

DOCTOR, EXPERT, ADVISER = "doctor-1", "expert-1", "adviser-1"
CARLA = {"role": "casemanager", "name": "Carla Mulder", "phone": "+31341438705", "stands_in_until": None}
SVEN = {"role": "absence_consultant", "name": "Sven Kok", "phone": None, "stands_in_until": None}
DINA = {"role": "company_doctor", "name": "Dina Smit", "phone": "+31341438707", "stands_in_until": None}
LENA = {"role": "labour_expert", "name": "Lena Vos", "phone": "+31341438710", "stands_in_until": None}
MAIN_CONTACT: dict[str, Any] = {"rights": ("SICK_REPORTS",), "kind": "MAIN_CONTACT"}


@pytest.fixture
def named(casework: Service, story: Story) -> Service:
    """Staff whose names were published."""
    for account_id, body in ((CASEMANAGER, CARLA), (CONSULTANT, SVEN), (DOCTOR, DINA), (EXPERT, LENA),
                             (ADVISER, {"role": "insurer_vra", "name": "Vera Dekker", "phone": None})):
        casework.deliver(AccountCreated(account_id=account_id, kind=AccountKind.STAFF, rights=(), roles=(body["role"],),
                                        person=StaffPerson(name=body["name"], phone=body["phone"])))
    return casework


def assign(casework: Service, account_id: str, role: str, **more: Any) -> None:
    """Assign somebody to the employer, or to one case."""
    answer = casework.post(f"/v1/employers/{EMPLOYER}/staffing", {
        "role": role, "account_id": account_id, "valid_from": "2026-03-02"} | more, roles=("casemanager",))
    assert answer.status_code == 201


def guides(casework: Service, number: str) -> Any:
    """Who guides, on the dossier that the employer reads."""
    return casework.get(f"/v1/dossiers/{number}", **MAIN_CONTACT).json["guided_by"]


def team(casework: Service, employer_id: str = EMPLOYER, **reader: Any) -> Any:
    """Who guides an employer."""
    return casework.get(f"/v1/employers/{employer_id}/team", **(reader or MAIN_CONTACT))


class TestADossier:
    def test_names_casemanager_consultant_and_the_doctors_of_employer_and_case(self, named: Service, sick: str) -> None:
        assign(named, DOCTOR, "company_doctor")
        assign(named, EXPERT, "labour_expert", absence_number=sick)
        assign(named, ADVISER, "insurer_vra")

        assert guides(named, sick) == [CARLA, SVEN, DINA, LENA]
        assert team(named).json == {"guided_by": [CARLA, SVEN, DINA]}

    def test_names_nobody_who_was_assigned_before(self, named: Service, sick: str) -> None:
        assign(named, DOCTOR, "company_doctor")
        [staffing] = named.get(f"/v1/employers/{EMPLOYER}/staffing", roles=("casemanager",)).json["items"]
        named.post(f"/v1/employers/{EMPLOYER}/staffing/{staffing['staffing_id']}/ending", {"valid_until": "2026-03-02"},
                   roles=("casemanager",))

        named.set_today(date(2026, 3, 3))

        assert guides(named, sick) == [CARLA, SVEN]

    def test_follows_another_number_and_a_block(self, named: Service, sick: str) -> None:
        named.deliver(RolesChanged(account_id=CASEMANAGER, roles=("casemanager",),
                                   person=StaffPerson(name="Carla Mulder", phone="+31341438799")))
        named.deliver(AccountBlocked(account_id=CONSULTANT, blocked_on=date(2026, 3, 2), reason="LEFT"))

        assert guides(named, sick) == [CARLA | {"phone": "+31341438799"}]

    def test_has_no_name_from_an_older_event_until_a_snapshot(self, casework: Service, sick: str) -> None:
        before = guides(casework, sick)

        created = AccountCreated(account_id=CASEMANAGER, kind=AccountKind.STAFF, rights=(), roles=("casemanager",),
                                 person=StaffPerson(name="Carla Mulder", phone="+31341438705"))
        casework.deliver(AccountSnapshot(account_id=CASEMANAGER, created=created))

        assert before == [{"role": role, "name": None, "phone": None, "stands_in_until": None}
                          for role in ("casemanager", "absence_consultant")]
        assert guides(casework, sick)[0] == CARLA


class TestATeam:
    def test_is_of_the_own_employer_only(self, named: Service) -> None:
        refused = team(named, OTHER_EMPLOYER)

        assert (refused.status_code, refused.json["code"]) == (404, "employer.not_found")

    def test_is_shown_to_who_guides_the_employer(self, named: Service, story: Story) -> None:
        story.staff("casemanager-9", "casemanager")

        assert [team(named, roles=("casemanager",), account_id=account_id).status_code
                for account_id in (CASEMANAGER, "casemanager-9")] == [200, 404]


class TestWhoLooked:
    def test_names_staff_and_not_the_employers_accounts(self, named: Service, sick: str) -> None:
        named.get(f"/v1/dossiers/{sick}", roles=("casemanager",), account_id=CASEMANAGER)
        named.get(f"/v1/dossiers/{sick}", account_id="contact-1", **MAIN_CONTACT)

        readers = named.get(f"/v1/dossiers/{sick}/readers", **MAIN_CONTACT).json["items"]

        assert sorted((one["account_id"], one["role"], one["name"]) for one in readers) == [
            (CASEMANAGER, "casemanager", "Carla Mulder"), ("contact-1", "employer", None)]
