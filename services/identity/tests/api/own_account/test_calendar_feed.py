"""The secret address of the own calendar: made, exchanged by the gateway for a token that only reads steps, and refused once
it was withdrawn or its owner may no longer see absence (idea 20)."""
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from services.identity.store import Account, CalendarFeed, Grant
from services.identity.tests.api.oauth.test_choosing_an_employer import ANS, ans, claims, refresh
from services.identity.tests.api.own_account.conftest import Enter, Visitor
from services.identity.tests.api.test_security_log_rows import rows_of
from services.identity.tests.conftest import Identity, Member

__all__ = ["ans"]
FEED = "/own-account/calendar-feed"
GRANT = "urn:nl:ontzorg:calendar-feed"


@pytest.fixture
def adviser(enter: Enter, ans: Member) -> Visitor:
    """A person who may see absence of employer-1, and employees of employer-2."""
    return enter(ans)


def made(visitor: Visitor) -> str:
    """A new address."""
    answer = visitor.call("POST", FEED)
    assert answer.status_code == 201, answer.text
    return str(answer.json["secret"])


def exchange(visitor: Visitor, secret: str) -> int:
    """The status of the exchange by the gateway."""
    return visitor.browser.ask_token(grant_type=GRANT, calendar_secret=secret).status_code


class TestCalendarFeed:
    def test_gives_a_token_for_the_steps_of_one_employer(self, identity: Identity, adviser: Visitor) -> None:
        secret = made(adviser)

        tokens = adviser.browser.ask_token(grant_type=GRANT, calendar_secret=secret).json

        found = claims(identity, tokens)
        assert (found["employer_id"], found["rights"], found["aud"]) == ("employer-1", ["SICK_REPORTS"], ["ontzorg-casework"])
        assert "refresh_token" not in tokens
        assert adviser.call("GET", FEED).json["read_at"] is not None

    def test_is_stored_as_a_digest_and_shown_once(self, identity: Identity, adviser: Visitor) -> None:
        secret = made(adviser)

        shown = adviser.call("GET", FEED).json
        (row,) = identity.query(lambda session: session.scalars(select(CalendarFeed)).all())
        assert sorted(shown) == ["made_at", "read_at"]
        assert len(secret) >= 43
        assert secret not in (row.secret_digest, row.account_id, row.employer_id)

    def test_is_refused_after_it_was_withdrawn_or_replaced(self, adviser: Visitor) -> None:
        first, second = made(adviser), made(adviser)

        assert (exchange(adviser, first), exchange(adviser, second), exchange(adviser, "")) == (400, 200, 400)
        assert adviser.call("POST", f"{FEED}/end").status_code == 204
        assert exchange(adviser, second) == 400
        assert adviser.call("POST", f"{FEED}/end").status_code == 404
        assert adviser.call("GET", FEED).json == {"made_at": None, "read_at": None}

    @pytest.mark.parametrize("change", [
        lambda: update(Grant).where(Grant.account_id == "ans", Grant.employer_id == "employer-1").values(
            rights=["EMPLOYEE_DATA"]),
        lambda: update(Grant).where(Grant.account_id == "ans").values(ended_at=Grant.granted_at),
        lambda: update(Account).where(Account.id == "ans").values(state="BLOCKED")],
        ids=["right lost", "access ended", "blocked"])
    def test_is_refused_once_its_owner_may_not_see_absence(self, identity: Identity, adviser: Visitor,
                                                           change: Callable[[], object]) -> None:
        secret = made(adviser)

        identity.run(lambda session: session.execute(change()))

        assert exchange(adviser, secret) == 400

    def test_ends_with_signing_out_everywhere(self, adviser: Visitor) -> None:
        secret = made(adviser)

        adviser.call("POST", "/own-account/sessions/end-all")

        assert exchange(adviser, secret) == 400

    def test_is_only_for_who_may_see_absence(self, adviser: Visitor) -> None:
        adviser.tokens = refresh(adviser.browser, adviser.tokens, employer_id="employer-2").json

        answer = adviser.call("POST", FEED)

        assert (answer.status_code, answer.json["code"]) == (403, "calendar.right_missing")

    def test_leaves_rows_in_the_security_log(self, identity: Identity, adviser: Visitor) -> None:
        made(adviser)
        adviser.call("POST", f"{FEED}/end")

        rows = [row for row in rows_of(identity, ANS.username) if row.kind.startswith("CALENDAR")]
        assert [(row.kind, row.employer_id, row.details) for row in rows] == [
            ("CALENDAR_MADE", "employer-1", {}), ("CALENDAR_ENDED", "employer-1", {})]
