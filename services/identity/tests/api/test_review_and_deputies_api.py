"""The main contact confirms rights every year, and names a deputy."""
from datetime import timedelta
from typing import Any

import pytest

from services.identity.metrics import gauges_of
from services.identity.store import SecurityEvent
from services.identity.tests.callers import ALL, EVA, Caller, Staff, activate
from services.identity.tests.conftest import Identity


@pytest.fixture
def eva(identity: Identity, jan: Caller) -> str:
    """A colleague, after her first login."""
    account_id = str(jan("POST", "/accounts", EVA).json["id"])
    activate(identity, account_id)
    return account_id


def overdue(identity: Identity) -> float:
    [gauge] = gauges_of(365)
    return float(identity.query(gauge.value))


class TestReview:
    def test_lists_who_was_not_confirmed_for_a_year(self, identity: Identity, jan: Caller, eva: str):
        identity.wait(days=364)
        before = jan("GET", "/rights-review").json
        identity.wait(days=1)

        due = jan("GET", "/rights-review").json

        assert before == {"items": [], "overdue": 0}
        assert ([one["id"] for one in due["items"]], due["overdue"]) == ([eva], 0)

    def test_is_overdue_after_a_month_for_the_main_contact_and_in_the_metric(self, identity: Identity, jan: Caller, eva: str):
        identity.wait(days=365 + 29)
        assert overdue(identity) == 0
        identity.wait(days=1)

        assert (jan("GET", "/rights-review").json["overdue"], overdue(identity)) == (1, 1)

    def test_confirms_an_account_for_a_year(self, identity: Identity, jan: Caller, eva: str):
        identity.wait(days=365)

        answer = jan("POST", f"/accounts/{eva}/review")

        assert (answer.status_code, answer.json["last_reviewed_at"] is not None) == (200, True)
        assert jan("GET", "/rights-review").json["items"] == []
        [row] = identity.query(lambda session: session.query(SecurityEvent).filter_by(kind="RIGHTS_REVIEWED").all())
        assert (row.account_id, row.actor_id, row.employer_id) == (eva, jan.account_id, "employer-1")

    def test_extends_the_access_of_a_third_party(self, identity: Identity, jan: Caller):
        guest = jan("POST", "/accounts", EVA | {"kind": "THIRD_PARTY"}).json
        identity.wait(days=100)

        confirmed = jan("POST", f"/accounts/{guest['id']}/review").json

        today = identity.clock.today()
        assert confirmed["ends_on"] == today.replace(year=today.year + 1).isoformat()

    def test_is_refused_for_oneself_and_others_employees(self, jan: Caller, stranger: Caller, eva: str):
        own = jan("POST", f"/accounts/{jan.account_id}/review")

        assert (own.status_code, own.json["code"]) == (409, "review.own_account")
        assert stranger("POST", f"/accounts/{eva}/review").status_code == 404
        assert stranger("GET", "/rights-review").json["items"] == []


class TestReviewMail:
    def subjects(self, identity: Identity) -> list[str]:
        return [mail.subject or "" for mail in identity.messages("jan@bakkerijdejong.nl") if "rechten" in (mail.subject or "")]

    def pass_days(self, identity: Identity, days: int) -> None:
        identity.wait(days=days)
        identity.run_jobs(identity.clock.today())

    def test_goes_to_the_main_contact_when_a_review_opens_and_every_two_weeks(self, identity: Identity, jan: Caller, eva: str):
        counts = []
        for days in (364, 1, 13, 1, 14):
            self.pass_days(identity, days)
            counts.append(len(self.subjects(identity)))

        assert counts == [0, 1, 1, 2, 3]
        assert self.subjects(identity) == ["Herinnering: controleer de rechten van uw collega's"] * 2 + [
            "Controleer de rechten van uw collega's"]
        assert "http://localhost:8080/account/rechten-controleren" in identity.messages("jan@bakkerijdejong.nl")[0].text

    def test_ends_with_the_review_and_comes_again_a_year_later(self, identity: Identity, jan: Caller, eva: str):
        self.pass_days(identity, 365)
        jan("POST", f"/accounts/{eva}/review")
        self.pass_days(identity, 30)
        done = len(self.subjects(identity))

        self.pass_days(identity, 335)

        assert (done, self.subjects(identity)) == (1, ["Controleer de rechten van uw collega's"] * 2)

    def test_goes_to_nobody_while_the_main_contact_is_blocked(self, identity: Identity, jan: Caller, eva: str):
        Staff(identity)("POST", f"/main-contacts/{jan.account_id}/block", {"reason": "LEFT"})

        self.pass_days(identity, 365)

        assert self.subjects(identity) == []


class TestDeputy:
    def body(self, identity: Identity, account_id: str, first: int = 0, last: int = 7) -> dict[str, Any]:
        today = identity.clock.today()
        return {"account_id": account_id, "first": (today + timedelta(days=first)).isoformat(),
                "last": (today + timedelta(days=last)).isoformat()}

    def test_has_the_rights_of_the_main_contact_in_the_period_only(self, identity: Identity, jan: Caller, eva: str):
        deputy = Caller(identity, eva, kind="COLLEAGUE")
        new = EVA | {"email": "kees@bakkerijdejong.nl", "rights": list(ALL)}
        assert deputy("POST", "/accounts", new).status_code == 403

        named = jan("POST", "/deputies", self.body(identity, eva, first=1, last=2))

        assert named.status_code == 201
        assert deputy("GET", "/own-account/employers").json["items"][0]["rights"] == ["SICK_REPORTS"]
        identity.wait(days=1)
        assert deputy("GET", "/own-account/employers").json["items"][0]["rights"] == list(ALL)
        identity.wait(days=1)
        assert deputy("POST", "/accounts", new).status_code == 201
        identity.wait(days=1)
        assert deputy("POST", "/accounts", new | {"email": "x@y.nl"}).status_code == 403

    def test_loses_them_when_the_main_contact_ends_the_period(self, identity: Identity, jan: Caller, eva: str):
        deputy_id = jan("POST", "/deputies", self.body(identity, eva)).json["id"]

        ended = jan("POST", f"/deputies/{deputy_id}/end")

        assert (ended.status_code, ended.json["ended_at"] is not None) == (200, True)
        assert jan("POST", f"/deputies/{deputy_id}/end").json["code"] == "deputy.ended"
        own = Caller(identity, eva, kind="COLLEAGUE", generation=9)("GET", "/own-account/employers").json["items"][0]
        assert own["rights"] == ["SICK_REPORTS"]
        assert len(jan("GET", "/deputies").json["items"]) == 1

    @pytest.mark.parametrize(("first", "last", "field"), [(2, 1, "last"), (-9, -1, "first"), (-1, 7, "first"),
                                                          (0, 367, "last")])
    def test_needs_a_period_of_at_most_a_year_from_today_or_later(self, identity: Identity, jan: Caller, eva: str,
                                                                  first: int, last: int, field: str):
        answer = jan("POST", "/deputies", self.body(identity, eva, first, last))

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)

    def test_is_a_colleague_one_at_a_time_and_named_by_the_main_contact(self, identity: Identity, jan: Caller, stranger: Caller,
                                                                        eva: str):
        guest = jan("POST", "/accounts", EVA | {"kind": "THIRD_PARTY", "email": "g@x.nl"}).json["id"]
        jan("POST", "/deputies", self.body(identity, eva))

        answers = [jan("POST", "/deputies", self.body(identity, eva, 7, 9)),
                   jan("POST", "/deputies", self.body(identity, guest, 20, 21)),
                   stranger("POST", "/deputies", self.body(identity, eva, 20, 21)),
                   Caller(identity, eva, kind="COLLEAGUE", generation=9)("POST", "/deputies", self.body(identity, eva, 20, 21))]

        assert [(one.status_code, one.json["code"]) for one in answers] == [
            (409, "deputy.overlaps"), (422, "deputy.colleague_only"), (404, "account.unknown"), (403, "deputy.main_contact_only")]
