"""What was recorded in the dossiers of a case, in order, with who and the old and new values."""
from datetime import date
from typing import Any

import pytest

from services.casework.api.history.acts import GROUPS
from services.casework.store.base import Base
from services.casework.store.dossiers import DOSSIER
from services.casework.store.history.acts import KEPT, NOT_KEPT
from services.casework.tests.conftest import BRAM, CASEMANAGER, Story
from shared.events.identity import AccountCreated, AccountKind, StaffPerson
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

CHEF, DOCTOR = "chef-1", "doctor-1"
EMPLOYER_ACCOUNT: dict[str, Any] = {"rights": ("SICK_REPORTS",), "account_id": CHEF}
MANAGER: dict[str, Any] = {"roles": ("casemanager",), "account_id": CASEMANAGER, "employer_id": None}


@pytest.fixture
def guided(casework: Service, story: Story, sick: str) -> str:
    """A case in which an advice was given and followed, and a sanction imposed, corrected and lifted; with noise of another."""
    casework.deliver(AccountCreated(account_id=CASEMANAGER, kind=AccountKind.STAFF, rights=(), roles=("casemanager",),
                                    person=StaffPerson(name="Carla Mulder", phone=None)))
    casework.deliver(AccountCreated(account_id=DOCTOR, kind=AccountKind.STAFF, rights=(), roles=("company_doctor",)))
    other = story.sick("V-2026-000002", date(2026, 3, 2), employee_id=BRAM)
    casework.set_today(date(2026, 5, 11))
    send(casework, f"{other}/warnings", {"given_on": "2026-05-02"}, EMPLOYER_ACCOUNT)
    advice = send(casework, f"{sick}/advices", {"kind": "MEDIATION", "due_on": "2026-05-20"}, MANAGER)["advice_id"]
    send(casework, f"{sick}/advices/{advice}/outcome", {"outcome": "FOLLOWED"}, EMPLOYER_ACCOUNT)
    send(casework, f"{sick}/talks", {"held_on": "2026-04-30", "refused": False}, EMPLOYER_ACCOUNT)
    for day in ("2026-05-01", "2026-05-04"):
        send(casework, f"{sick}/warnings", {"given_on": day}, EMPLOYER_ACCOUNT)
    suspension = {"kind": "SUSPEND", "ground": "NON_COOPERATION", "start": "2026-05-11", "end": "2026-05-20"}
    sanction = send(casework, f"{sick}/sanctions", suspension, EMPLOYER_ACCOUNT)["sanction_id"]
    corrected = casework.request("PUT", f"/v1/dossiers/{sick}/sanctions/{sanction}",
                                 json={"start": "2026-05-11", "end": "2026-05-19"}, **EMPLOYER_ACCOUNT)
    assert corrected.status_code == 200, corrected.text
    send(casework, f"{sick}/sanctions/{sanction}/lifting", {"lifted_on": "2026-05-18", "back_pay": True}, MANAGER)
    return sick


def send(casework: Service, path: str, body: Any, sender: dict[str, Any]) -> Any:
    """Post to a dossier."""
    answer = casework.post(f"/v1/dossiers/{path}", body, **sender)
    assert answer.status_code == 201, answer.text
    return answer.json


def history(casework: Service, number: str, **reader: Any) -> Any:
    """The history of a case."""
    answer = casework.get(f"/v1/dossiers/{number}/history", **(reader or EMPLOYER_ACCOUNT))
    assert answer.status_code == 200, answer.text
    return answer.json["items"]


class TestHistory:
    def test_lists_every_act_in_order_with_old_and_new_values(self, casework: Service, guided: str) -> None:
        shown = [(act["subject"], act["about"], act["old"], act["new"]) for act in history(casework, guided)]

        assert shown == [
            ("advice", {"kind": "MEDIATION"}, None, {"due_on": "2026-05-20", "outcome": "OPEN"}),
            ("advice", {"kind": "MEDIATION"}, {"outcome": "OPEN"}, {"outcome": "FOLLOWED"}),
            ("conflict_step", {"kind": "TALK", "taken_on": "2026-04-30"}, None, {"taken_on": "2026-04-30"}),
            ("warning", {"given_on": "2026-05-01"}, None, {"given_on": "2026-05-01"}),
            ("warning", {"given_on": "2026-05-04"}, None, {"given_on": "2026-05-04"}),
            ("sanction", {"kind": "SUSPEND"}, None, {"start": "2026-05-11", "end": "2026-05-20"}),
            ("vra_notice", {"kind": "SANCTION"}, None, {"status": "RAISED"}),
            ("sanction", {"kind": "SUSPEND"}, {"end": "2026-05-20"}, {"end": "2026-05-19"}),
            ("sanction", {"kind": "SUSPEND"}, {"end": "2026-05-19", "lifted_on": None, "back_pay": None},
             {"end": "2026-05-17", "lifted_on": "2026-05-18", "back_pay": True})]

    def test_names_staff_and_gives_the_account_of_the_employer(self, casework: Service, guided: str) -> None:
        given, answered, *_ = history(casework, guided)

        assert (given["actor_id"], given["role"], given["name"]) == (CASEMANAGER, "casemanager", "Carla Mulder")
        assert (answered["actor_id"], answered["role"], answered["name"]) == (CHEF, "employer", None)

    def test_shows_what_the_platform_did_without_an_account(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 4, 12))
        casework.run_jobs(date(2026, 4, 12))

        (threat,) = [act for act in history(casework, sick) if act["subject"] == "dossier"]

        assert (threat["actor_id"], threat["old"], threat["new"]) == (
            None, {"long_term_threat_on": None}, {"long_term_threat_on": "2026-04-12"})

    def test_covers_all_reports_of_the_composite_case(self, casework: Service, story: Story, guided: str) -> None:
        story.recover(guided, date(2026, 5, 15))
        casework.set_today(date(2026, 5, 25))
        again = story.sick("V-2026-000003", date(2026, 5, 25))

        assert history(casework, again) == history(casework, guided)

    def test_leaves_out_what_its_reader_may_not_see(self, casework: Service, guided: str) -> None:
        answer = casework.post(f"/v1/employers/{EMPLOYER}/staffing", {
            "role": "company_doctor", "account_id": DOCTOR, "valid_from": "2026-03-02"}, **MANAGER)
        assert answer.status_code == 201, answer.text

        shown = history(casework, guided, roles=("company_doctor",), account_id=DOCTOR, employer_id=None)

        assert {act["subject"] for act in shown} == {"advice", "conflict_step", "vra_notice"}

    @pytest.mark.parametrize("reader", [{"rights": ("EMPLOYEE_DATA",)}, {"roles": ("insurer_claims",), "employer_id": None}],
                             ids=["without the right to report", "claims"])
    def test_is_closed_to_others(self, casework: Service, guided: str, reader: dict[str, Any]) -> None:
        assert casework.get(f"/v1/dossiers/{guided}/history", **reader).status_code == 403

    def test_of_another_employer_does_not_exist(self, casework: Service, guided: str) -> None:
        answer = casework.get(f"/v1/dossiers/{guided}/history", rights=("SICK_REPORTS",), employer_id=OTHER_EMPLOYER)

        assert answer.status_code == 404

    def test_is_an_access_to_the_dossier(self, casework: Service, guided: str) -> None:
        history(casework, guided)

        readers = casework.get(f"/v1/dossiers/{guided}/readers", rights=("SICK_REPORTS",), kind="MAIN_CONTACT").json["items"]
        assert readers[0]["account_id"] == CHEF


class TestSubjects:
    def test_are_all_tables_of_a_dossier(self) -> None:
        tables = {name for name, table in Base.metadata.tables.items()
                  if any(key.target_fullname == DOSSIER for key in table.foreign_keys)}

        of_a_track = {"placement", "track_contact", "track_report"}
        assert tables | of_a_track | {"dossier", "support_order"} == set(KEPT) | NOT_KEPT
        assert set(GROUPS) == set(KEPT)
