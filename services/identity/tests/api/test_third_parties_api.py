"""A third party works for several employers with separate grants and one account."""
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.identity.store import Account, Grant, SecurityEvent
from services.identity.tests.callers import ALL, EVA, Caller, activate
from services.identity.tests.conftest import Identity
from shared.events.identity import AccountCreated, RightsChanged

ADVISER = {"kind": "THIRD_PARTY", "salutation": "Mevr.", "first_name": "Ans", "last_name": "Raad", "email": "ans@raad.nl",
           "phone": "0612345690", "rights": ["SICK_REPORTS"]}
AS_PIET_TYPES_IT = ADVISER | {"first_name": "Anna", "phone": "0612345691", "email": "Ans@raad.nl", "rights": ["EMPLOYEE_DATA"]}
PLAIN = ("id", "created_at", "first_name", "phone", "email", "employer_id", "rights")


@pytest.fixture
def adviser(identity: Identity, jan: Caller) -> str:
    """The account of an adviser of employer-1, after her first login."""
    account_id = str(jan("POST", "/accounts", ADVISER).json["id"])
    activate(identity, account_id)
    return account_id


def log_kinds(identity: Identity, employer_id: str) -> list[str]:
    return identity.query(lambda session: [row.kind for row in session.query(SecurityEvent).filter_by(employer_id=employer_id)])


class TestThirdPartyOfAnotherEmployer:
    def test_gets_a_grant_with_the_account_she_has_and_a_mail(self, identity: Identity, stranger: Caller, adviser: str):
        answer = stranger("POST", "/accounts", AS_PIET_TYPES_IT)

        assert answer.status_code == 201
        assert identity.query(lambda session: session.query(Account).filter_by(email="ans@raad.nl").count()) == 1
        assert "Slagerij Pieters heeft u toegang gegeven" in identity.messages("ans@raad.nl")[0].text
        [event] = identity.published(RightsChanged)
        assert (event.account_id, event.employer_id, event.before, event.after) == (
            adviser, "employer-2", (), ("EMPLOYEE_DATA",))
        assert identity.published(AccountCreated) == []

    @pytest.mark.parametrize("minutes", [0, 750], ids=["at noon", "half an hour after midnight"])
    def test_looks_the_same_to_the_employer_as_somebody_new(self, identity: Identity, stranger: Caller, adviser: str,
                                                            minutes: int):
        identity.wait(minutes=minutes)
        known = stranger("POST", "/accounts", AS_PIET_TYPES_IT).json
        of_known = log_kinds(identity, "employer-2")

        new = stranger("POST", "/accounts", AS_PIET_TYPES_IT | {"email": "nieuw@raad.nl"}).json

        assert {k: v for k, v in known.items() if k not in PLAIN} == {k: v for k, v in new.items() if k not in PLAIN}
        assert (known["first_name"], known["phone"], known["state"]) == ("Anna", "+31612345691", "TEMPORARY")
        assert log_kinds(identity, "employer-2") == of_known + of_known[-1:]

    def test_has_in_the_employers_log_the_name_that_it_typed(self, stranger: Caller, jan: Caller, adviser: str):
        stranger("POST", "/accounts", AS_PIET_TYPES_IT)

        names = {employer: {event["account_name"] for event in caller("GET", "/security-events").json["items"]
                            if event["account_id"] == adviser} for employer, caller in (("2", stranger), ("1", jan))}

        assert names == {"2": {"Anna Raad"}, "1": {"Ans Raad"}}

    def test_keeps_the_rights_of_each_employer_apart(self, stranger: Caller, jan: Caller, adviser: str):
        stranger("POST", "/accounts", AS_PIET_TYPES_IT)

        stranger("PUT", f"/accounts/{adviser}/rights", {"rights": []})

        assert stranger("GET", f"/accounts/{adviser}").json["rights"] == []
        assert jan("GET", f"/accounts/{adviser}").json["rights"] == ["SICK_REPORTS"]

    def test_is_ended_by_one_employer_only(self, identity: Identity, stranger: Caller, jan: Caller, adviser: str):
        stranger("POST", "/accounts", AS_PIET_TYPES_IT)
        identity.forget_published()

        ended = stranger("POST", f"/accounts/{adviser}/block", {"reason": "LEFT"})

        assert (ended.status_code, ended.json["state"]) == (200, "ENDED")
        assert jan("GET", f"/accounts/{adviser}").json["state"] == "ACTIVE"
        [event] = identity.published(RightsChanged)
        assert (event.employer_id, event.before, event.after) == ("employer-2", ("EMPLOYEE_DATA",), ())
        assert stranger("POST", f"/accounts/{adviser}/block", {}).status_code == 409
        assert stranger("PUT", f"/accounts/{adviser}/rights", {"rights": []}).json["code"] == "grant.ended"

    def test_is_invited_again_after_the_end(self, stranger: Caller, adviser: str):
        first = stranger("POST", "/accounts", AS_PIET_TYPES_IT)
        stranger("POST", f"/accounts/{adviser}/block", {"reason": "LEFT"})

        again = stranger("POST", "/accounts", AS_PIET_TYPES_IT | {"rights": ["SICK_REPORTS"]})

        assert (again.status_code, again.json["state"], again.json["rights"]) == (201, "TEMPORARY", ["SICK_REPORTS"])
        assert again.json["version"] > first.json["version"]

    @pytest.mark.requirement("R-175")
    @pytest.mark.parametrize("body", [ADVISER, AS_PIET_TYPES_IT, EVA | {"email": "ans@RAAD.nl"}])
    def test_is_refused_to_the_employer_she_works_for_and_as_a_colleague(self, jan: Caller, adviser: str, body: dict[str, Any]):
        answer = jan("POST", "/accounts", body)

        assert (answer.status_code, answer.json["code"]) == (409, "account.single_email")

    @pytest.mark.requirement("R-175")
    @pytest.mark.requirement("R-189")
    @pytest.mark.parametrize("email", ["eva@bakkerijdejong.nl", "EVA@BakkerijDeJong.nl", "Jan@bakkerijdejong.nl"])
    def test_cannot_be_somebody_who_is_no_third_party(self, jan: Caller, stranger: Caller, email: str):
        jan("POST", "/accounts", EVA)

        answer = stranger("POST", "/accounts", ADVISER | {"email": email})

        assert (answer.status_code, answer.json["code"]) == (409, "account.single_email")

    def test_gets_the_mail_again_as_long_as_she_did_not_accept(self, identity: Identity, stranger: Caller, adviser: str):
        stranger("POST", "/accounts", AS_PIET_TYPES_IT)
        before = len(identity.messages("ans@raad.nl"))

        again = stranger("POST", f"/accounts/{adviser}/temporary-password")
        identity.run(lambda session: session.execute(update(Grant).values(activated_at=session.clock.now())))
        late = stranger("POST", f"/accounts/{adviser}/temporary-password")

        assert (again.status_code, len(identity.messages("ans@raad.nl"))) == (202, before + 1)
        assert "Tijdelijk wachtwoord" not in identity.messages("ans@raad.nl")[0].text
        assert (late.status_code, late.json["code"]) == (409, "account.first_login_done")


class TestEndDate:
    def test_is_a_year_later_unless_another_day_is_given(self, identity: Identity, jan: Caller):
        today = identity.clock.today()

        default = jan("POST", "/accounts", ADVISER).json["ends_on"]
        given = jan("POST", "/accounts", ADVISER | {"email": "x@raad.nl", "ends_on": f"{today.year}-12-31"}).json["ends_on"]

        assert (default, given) == (today.replace(year=today.year + 1).isoformat(), f"{today.year}-12-31")

    @pytest.mark.parametrize(("body", "days", "code"), [
        (ADVISER, 0, "grant.end_in_past"), (EVA, 9, "grant.end_for_guests_only")])
    def test_must_lie_ahead_and_be_of_a_third_party(self, identity: Identity, jan: Caller, body: dict[str, Any], days: int,
                                                    code: str):
        ends_on = identity.clock.today() + timedelta(days=days)

        answer = jan("POST", "/accounts", body | {"ends_on": ends_on.isoformat()})

        assert (answer.status_code, answer.json["errors"][0]["code"], answer.json["errors"][0]["field"]) == (422, code, "ends_on")

    def test_ends_the_access_by_the_job(self, identity: Identity, jan: Caller, adviser: str):
        last_day = identity.clock.today() + timedelta(days=2)
        jan("PUT", f"/accounts/{adviser}/rights", {"rights": ["SICK_REPORTS"], "ends_on": last_day.isoformat()})
        identity.forget_published()

        identity.run_jobs(through=last_day)

        [event] = identity.published(RightsChanged)
        assert (event.account_id, event.after, event.changed_by) == (adviser, (), "system")
        assert jan("GET", f"/accounts/{adviser}").json["state"] == "ENDED"
        assert "GRANT_ENDED" in log_kinds(identity, "employer-1")


class TestLastManager:
    def test_keeps_the_right_when_the_main_contact_is_blocked(self, identity: Identity, jan: Caller):
        eva = jan("POST", "/accounts", EVA | {"rights": list(ALL)}).json["id"]
        activate(identity, eva)
        identity.block(jan.account_id)
        caller = Caller(identity, eva, kind="COLLEAGUE")

        answer = caller("PUT", f"/accounts/{eva}/rights", {"rights": []})

        assert (answer.status_code, answer.json["code"]) == (409, "right.last_manager")
        assert answer.json["detail"] == "Geef eerst een collega dit recht."

    def test_may_be_followed_by_another(self, identity: Identity, jan: Caller):
        eva = jan("POST", "/accounts", EVA | {"rights": list(ALL)}).json["id"]

        assert jan("PUT", f"/accounts/{eva}/rights", {"rights": []}).status_code == 200


class TestManagerWhoseRightWasTaken:
    @pytest.mark.requirement("R-181")
    def test_is_refused_with_the_token_that_still_has_it(self, identity: Identity, jan: Caller):
        eva = jan("POST", "/accounts", EVA | {"rights": list(ALL)}).json["id"]
        activate(identity, eva)
        jan("PUT", f"/accounts/{eva}/rights", {"rights": ["SICK_REPORTS"]})

        answer = Caller(identity, eva, kind="COLLEAGUE")("POST", "/accounts", EVA | {"email": "x@y.nl"})

        assert (answer.status_code, answer.json["code"]) == (403, "right.missing")
