"""Only an administrator lists, retries or resolves the items of jobs that are set aside."""
from datetime import date

import pytest

from shared.kernel.refusals import RuleViolated
from shared.messaging.subscribers import Subscribers
from shared.service.jobs import Jobs
from shared.service.scheduler import Scheduler
from shared.service.settings import ServiceSettings
from shared.testing.service import ISSUER
from shared.web.application import create_service_app

ROOT = "/admin/v1/set-aside-items"
MONDAY = date(2026, 3, 2)
WHY = {"explanation": "invoiced by hand on paper"}


class Clerk:
    """A job that fails on the configured items."""

    def __init__(self):
        self.refused = {"P-1", "P-2"}

    def __call__(self, session, item):
        if item.key in self.refused:
            raise RuleViolated("arbo.tariff", "Vul een arbotarief van nul euro of hoger in.")


@pytest.fixture
def clerk():
    return Clerk()


@pytest.fixture
def jobs(clerk):
    jobs = Jobs()
    jobs.daily("invoice", items=lambda session, day: ["P-1", "P-2", "P-3"])(clerk)
    return jobs


@pytest.fixture
def ask(database, token_issuer, jobs):
    """Run the job, then send a request as an administrator, or with other roles."""
    settings = ServiceSettings(service="library", database_url=database.url, bus_url=database.url, issuer=ISSUER, jwks_url="-",
                               environment="test")
    app = create_service_app(settings, [], Subscribers("library"), jobs=jobs, database=database, keys=token_issuer)
    client = app.test_client()
    Scheduler(database, jobs).catch_up(MONDAY)

    def ask(method, path="", *, roles=("platform_admin",), headers=None, root=ROOT, **options):
        token = token_issuer.token(roles=roles, employer_id=None, account_id="staff-beheer")
        return client.open(root + path, method=method,
                           headers={"Authorization": f"Bearer {token}"} | (headers or {}), **options)

    return ask


def first_id(ask):
    """Return the id of the item that was set aside first."""
    return ask("GET").get_json()["items"][0]["id"]


class TestList:
    def test_shows_each_item_with_its_reason(self, ask):
        items = ask("GET").get_json()["items"]

        assert [(one["job"], one["item"], one["business_date"], one["kind"], one["reason"], one["tries"]) for one in items] == [
            ("invoice", number, "2026-03-02", "REFUSED", "Vul een arbotarief van nul euro of hoger in.", 1)
            for number in ("P-1", "P-2")]
        assert items[0]["next_try_at"] is not None

    def test_comes_in_pages(self, ask):
        first = ask("GET", "?limit=1").get_json()
        second = ask("GET", f"?limit=1&cursor={first['next']}").get_json()

        assert [page["items"][0]["item"] for page in (first, second)] == ["P-1", "P-2"]
        assert second["next"] is None

    def test_can_be_of_one_job(self, ask):
        assert ask("GET", "?job=other").get_json()["items"] == []

    @pytest.mark.parametrize("path", ["/health/backlog", "/health/settled"])
    def test_is_counted_by_the_health_of_the_service(self, ask, path):
        assert ask("GET", root=path).get_json()["set_aside"] == 2


class TestRetry:
    def test_handles_the_item_and_is_remembered(self, ask, clerk):
        clerk.refused = set()

        answer = ask("POST", f"/{first_id(ask)}/retry")

        assert (answer.status_code, answer.get_json()) == (200, {"is_done": True, "dates": 1, "reason": None})
        assert [one["item"] for one in ask("GET").get_json()["items"]] == ["P-2"]
        (done,) = ask("GET", "/resolutions").get_json()["items"]
        assert (done["item"], done["action"], done["actor_id"]) == ("P-1", "RETRIED", "staff-beheer")

    def test_that_fails_again_says_why(self, ask):
        item_id = first_id(ask)

        answer = ask("POST", f"/{item_id}/retry").get_json()

        assert (answer["is_done"], answer["reason"]) == (False, "Vul een arbotarief van nul euro of hoger in.")
        assert ask("GET", f"/{item_id}").get_json()["tries"] == 2

    def test_sent_twice_under_one_key_is_one_try(self, ask):
        item_id = first_id(ask)

        answers = [ask("POST", f"/{item_id}/retry", headers={"Idempotency-Key": "once"}) for _ in range(2)]

        assert answers[0].get_json() == answers[1].get_json()
        assert ask("GET", f"/{item_id}").get_json()["tries"] == 2

    def test_of_a_job_that_no_longer_exists_is_refused(self, ask, jobs):
        item_id = first_id(ask)
        jobs._jobs.clear()

        answer = ask("POST", f"/{item_id}/retry")

        assert (answer.status_code, answer.get_json()["code"]) == (409, "set_aside.job_gone")


class TestResolve:
    def test_closes_the_item_and_keeps_the_explanation(self, ask):
        answer = ask("POST", f"/{first_id(ask)}/resolve", json=WHY)

        assert answer.status_code == 200
        assert [one["item"] for one in ask("GET").get_json()["items"]] == ["P-2"]
        (done,) = ask("GET", "/resolutions").get_json()["items"]
        assert (done["item"], done["action"], done["explanation"]) == ("P-1", "RESOLVED", WHY["explanation"])

    @pytest.mark.parametrize("body", [{}, {"explanation": "too short"}, WHY | {"more": 1}])
    def test_without_a_good_explanation_is_refused(self, ask, body):
        answer = ask("POST", f"/{first_id(ask)}/resolve", json=body)

        assert (answer.status_code, answer.get_json()["code"]) == (422, "input.invalid")


class TestVersion:
    """The number of tries, in If-Match."""

    @pytest.mark.parametrize(("act", "body"), [("retry", None), ("resolve", WHY)])
    def test_of_before_another_try_is_refused(self, ask, clerk, act, body):
        path = f"/{first_id(ask)}"
        read = ask("GET", path).headers["ETag"]
        ask("POST", f"{path}/retry")
        clerk.refused = set()

        stale = ask("POST", f"{path}/{act}", json=body, headers={"If-Match": read})
        tries = ask("GET", path).get_json()["tries"]
        fresh = ask("POST", f"{path}/{act}", json=body, headers={"If-Match": ask("GET", path).headers["ETag"]})

        assert (stale.status_code, stale.get_json()["code"], tries) == (412, "version.stale", 2)
        assert fresh.status_code == 200


class TestWhatIsGone:
    @pytest.mark.parametrize(("method", "path"), [("GET", "/999"), ("POST", "/999/retry"), ("POST", "/999/resolve")])
    def test_is_404(self, ask, method, path):
        answer = ask(method, path, json=WHY if path.endswith("resolve") else None)

        assert (answer.status_code, answer.get_json()["code"]) == (404, "set_aside.unknown")


class TestAccess:
    @pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/1"), ("GET", "/resolutions"), ("POST", "/1/retry"),
                                                  ("POST", "/1/resolve")])
    def test_is_for_administrators_alone(self, ask, method, path):
        answer = ask(method, path, roles=("insurer_billing",), json=WHY if path.endswith("resolve") else None)

        assert answer.status_code == 403
