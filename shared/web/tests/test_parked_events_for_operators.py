"""Only an administrator lists, releases or discards parked events; the payload is never shown."""
import json

import pytest
from sqlalchemy import insert

from shared.db.mechanism import parked_event
from shared.kernel.clock import SystemClock
from shared.messaging.envelope import encode
from shared.messaging.subscribers import Subscribers
from shared.messaging.tests.ledger import debt
from shared.observability.tracing import Trace
from shared.service.settings import ServiceSettings
from shared.testing.service import ISSUER
from shared.web.application import create_service_app

ROOT = "/admin/v1/parked-events"
WHY = {"explanation": "twice sent by hand"}


class Reader:
    """A handler of debts that can be set to fail."""

    def __init__(self):
        self.handled, self.is_broken = [], False

    def __call__(self, session, event, envelope):
        if self.is_broken:
            raise ValueError("still broken")
        self.handled.append(event.debt_id)


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def ask(database, token_issuer, reader):
    """Send a request as an administrator, or with other roles."""
    settings = ServiceSettings(service="library", database_url=database.url, bus_url=database.url, issuer=ISSUER, jwks_url="-",
                               environment="test")
    subscribers = Subscribers("library")
    subscribers.on(type(debt("P-1", "1")))(reader)
    client = create_service_app(settings, [], subscribers, database=database, keys=token_issuer).test_client()

    def ask(method, path="", *, roles=("platform_admin",), headers=None, **options):
        token = token_issuer.token(roles=roles, employer_id=None, account_id="staff-beheer")
        own = {"Authorization": f"Bearer {token}"} | (headers or {})
        return client.open(ROOT + path, method=method, headers=own, **options)

    return ask


@pytest.fixture
def park(database):
    """Park events of a key, the first as failed."""
    def park(key, *numbers):
        ids = []
        for number in numbers:
            event_id, headers, payload = encode(debt(key, number), now=SystemClock().now(),
                                                trace=Trace("request", "click", "00-parent-01"))
            with database.transaction() as session:
                session.execute(insert(parked_event).values(
                    event_id=event_id, topic=debt(key, number).topic(), key=key, type=debt(key, number).TYPE,
                    headers=headers, payload=payload, error="ValueError: no" if not ids else "waits", attempts=1,
                    parked_at=session.clock.now(), reason="FAILED" if not ids else "BEHIND", sequence=len(ids) + 1))
            ids.append(event_id)
        return ids

    return park


class TestList:
    def test_shows_the_first_event_of_each_key_and_how_many_wait_behind_it(self, ask, park):
        first, *_ = park("P-1", "1", "2", "3")
        other, = park("P-2", "4")

        items = ask("GET").get_json()["items"]

        assert [(one["event_id"], one["key"], one["behind"]) for one in items] == [(first, "P-1", 2), (other, "P-2", 0)]
        assert items[0] | {"parked_at": "-"} == {
            "event_id": first, "type": debt("P-1", "1").TYPE, "topic": debt("P-1", "1").topic(), "key": "P-1",
            "reason": "FAILED", "error": "ValueError: no", "attempts": 1, "sequence": 1, "parked_at": "-",
            "correlation_id": "click", "subject": "P-1", "behind": 2}

    def test_comes_in_pages_without_gaps_or_doubles(self, ask, park):
        wanted = [park(f"P-{number}", "1", "2")[0] for number in range(5)]

        found, cursor = [], None
        while True:
            page = ask("GET", query_string={"limit": 2} | ({"cursor": cursor} if cursor else {})).get_json()
            found += [one["event_id"] for one in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break

        assert found == wanted

    def test_can_be_of_one_key(self, ask, park):
        park("P-1", "1")
        wanted, = park("P-2", "2")

        items = ask("GET", query_string={"key": "P-2"}).get_json()["items"]

        assert [one["event_id"] for one in items] == [wanted]

    @pytest.mark.parametrize("cursor", ["eA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk"])
    def test_refuses_a_place_that_does_not_exist(self, ask, cursor):
        answer = ask("GET", f"?cursor={cursor}")

        assert (answer.status_code, answer.get_json()["code"]) == (422, "cursor.invalid")


class TestVersion:
    """The number of attempts, in If-Match."""

    @pytest.mark.parametrize(("act", "body"), [("release", None), ("drop", WHY)])
    def test_of_before_another_attempt_is_refused(self, ask, park, reader, act, body):
        path = f"/{park('P-1', '1')[0]}"
        read = ask("GET", path).headers["ETag"]
        reader.is_broken = True
        ask("POST", f"{path}/release")
        reader.is_broken = False

        stale = ask("POST", f"{path}/{act}", json=body, headers={"If-Match": read})
        fresh = ask("POST", f"{path}/{act}", json=body, headers={"If-Match": ask("GET", path).headers["ETag"]})

        assert (stale.status_code, stale.get_json()["code"]) == (412, "version.stale")
        assert (fresh.status_code, fresh.get_json()["waiting"]) == (200, 0)


class TestOneEvent:
    def test_is_shown_with_names_and_kinds_of_its_fields_and_no_value(self, ask, park):
        first, second = park("P-1", "secret number", "2")

        answer = ask("GET", f"/{first}")

        body = answer.get_json()
        assert body["content"]["debt_id"] == body["content"]["amount"] == "text"
        assert [one["event_id"] for one in body["waiting"]] == [second]
        assert (body["ahead"], body["event"]["behind"]) == (0, 1)
        assert "secret number" not in answer.text

    def test_behind_another_says_so(self, ask, park):
        body = ask("GET", f"/{park('P-1', '1', '2')[1]}").get_json()

        assert (body["ahead"], body["event"]["behind"]) == (1, 0)

    def test_that_is_not_parked_is_404(self, ask):
        answer = ask("GET", "/unheard-of")

        assert (answer.status_code, answer.get_json()["code"]) == (404, "parked.unknown")


class TestRelease:
    def test_handles_the_key_in_order_and_is_remembered(self, ask, park, reader):
        first = park("P-1", "1", "2")[0]

        outcome = ask("POST", f"/{first}/release")

        assert (outcome.status_code, outcome.get_json()) == (200, {"released": 2, "waiting": 0, "error": None})
        assert reader.handled == ["1", "2"]
        done = ask("GET", "/resolutions").get_json()["items"]
        assert [(one["event_id"] == first, one["action"], one["actor_id"]) for one in done] == [
            (False, "RELEASED", "staff-beheer"), (True, "RELEASED", "staff-beheer")]

    def test_that_fails_again_says_why(self, ask, park, reader):
        first = park("P-1", "1", "2")[0]
        reader.is_broken = True

        outcome = ask("POST", f"/{first}/release").get_json()

        assert outcome == {"released": 0, "waiting": 2, "error": "ValueError: still broken"}

    def test_sent_twice_under_one_key_has_one_effect_and_one_answer(self, ask, park, reader):
        first = park("P-1", "1")[0]
        answers = [ask("POST", f"/{first}/release", headers={"Idempotency-Key": "once"}) for _ in range(2)]

        assert [one.status_code for one in answers] == [200, 200]
        assert answers[0].get_json() == answers[1].get_json()
        assert reader.handled == ["1"]


class TestDrop:
    def test_takes_the_event_out_and_keeps_the_reason(self, ask, park, reader):
        first = park("P-1", "1", "2")[0]

        outcome = ask("POST", f"/{first}/drop", json=WHY).get_json()

        assert outcome == {"released": 1, "waiting": 0, "error": None}
        assert reader.handled == ["2"]
        latest = ask("GET", "/resolutions").get_json()["items"][-1]
        assert (latest["event_id"], latest["action"], latest["explanation"]) == (first, "DROPPED", WHY["explanation"])

    @pytest.mark.parametrize("body", [{}, {"explanation": ""}, {"explanation": "too short"}, {"explanation": "x" * 501},
                                      {"explanation": "with a NUL \x00 in it"}, WHY | {"more": 1}])
    def test_without_a_good_reason_is_refused(self, ask, park, body):
        answer = ask("POST", f"/{park('P-1', '1')[0]}/drop", data=json.dumps(body), content_type="application/json")

        assert (answer.status_code, answer.get_json()["code"]) == (422, "input.invalid")
        assert len(ask("GET").get_json()["items"]) == 1


class TestAccess:
    @pytest.mark.parametrize(("method", "path"), [
        ("GET", ""), ("GET", "/resolutions"), ("GET", "/x"), ("POST", "/x/release"), ("POST", "/x/drop")])
    def test_is_for_administrators_alone(self, ask, method, path):
        answer = ask(method, path, roles=("casemanager", "insurer_claims", "insurer_billing"), json=WHY)

        assert (answer.status_code, answer.get_json()["code"]) == (403, "right.missing")
