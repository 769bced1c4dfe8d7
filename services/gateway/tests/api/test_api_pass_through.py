"""Forwarding of calls to every service's API, with protection."""
import pytest
import requests

from services.gateway.edge.uploads import LARGEST_FILE
from services.gateway.tests.fake_identity import EMPLOYER, FakeIdentity


@pytest.fixture
def bearer(platform):
    return {"Authorization": f"Bearer {platform.identity.access_token(EMPLOYER)}"}


@pytest.fixture
def browser(log_in):
    return log_in()


class TestPassThrough:
    def test_hands_on_the_bearer_token_query_and_headers(self, platform, anonymous, bearer):
        answer = anonymous.get(f"{platform.url}/api/absence/v1/echo/x%20y", params={"month": "2026-05", "a": ["1", "2"]},
                               headers=bearer | {"If-None-Match": '"6"', "X-Correlation-ID": "abc-123"})

        received = answer.json()
        assert answer.headers["ETag"] == '"7"'
        assert "Keep-Alive" not in answer.headers, "a header of one connection only"
        assert received["rest"] == "x y"
        assert received["args"] == {"month": ["2026-05"], "a": ["1", "2"]}
        assert received["headers"]["Authorization"] == bearer["Authorization"]
        assert received["headers"]["If-None-Match"] == '"6"'
        assert received["headers"]["X-Correlation-Id"] == "abc-123"
        assert received["headers"]["X-Request-Id"]
        assert received["headers"]["Traceparent"].startswith("00-")
        assert "Cookie" not in received["headers"]

    def test_uses_the_token_of_the_session_for_a_cookie(self, platform, browser):
        assert browser.get(f"{platform.url}/api/billing/v1/invoices").json()["items"]

    def test_hands_on_a_write_with_its_key_and_body(self, platform, anonymous, bearer):
        report = {"employee_id": "e-3", "first_sick_day": "2026-06-15", "data_checked": True, "third_party": "NO"}

        answer = anonymous.post(f"{platform.url}/api/absence/v1/sick-reports", json=report,
                                headers=bearer | {"Idempotency-Key": "k-1"})

        assert answer.status_code == 201
        write, = platform.services.writes("/v1/sick-reports")
        assert write["body"] == report
        assert write["headers"]["Idempotency-Key"] == "k-1"

    def test_reaches_what_is_for_administrators_where_the_service_asks_who_it_is(self, platform, anonymous, bearer):
        answer = anonymous.get(f"{platform.url}/api/casework/admin/v1/echo", headers=bearer)

        assert answer.status_code == 200
        assert answer.json()["headers"]["Authorization"] == bearer["Authorization"]

    def test_hands_back_problems_as_they_are(self, platform, anonymous, bearer):
        answer = anonymous.get(f"{platform.url}/api/casework/v1/dossiers/none", headers=bearer)

        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"


class TestRefusals:
    def test_without_token_or_cookie(self, platform, anonymous):
        answer = anonymous.get(f"{platform.url}/api/absence/v1/employees")

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"

    def test_of_a_token_of_another_signer(self, platform, anonymous):
        forged = FakeIdentity(issuer=platform.identity.issuer).access_token(EMPLOYER)

        answer = anonymous.get(f"{platform.url}/api/absence/v1/echo", headers={"Authorization": f"Bearer {forged}"})

        assert answer.status_code == 401
        assert answer.json()["code"] == "token.missing"

    @pytest.mark.parametrize("path", [
        "absence/health/ready", "absence/metrics", "absence/admin/parked", "absence/admin/v2/x", "identity/oauth/token",
        "absence/v1/../metrics", "absence/v1/%2e%2e/metrics", "absence/admin/v1/../../metrics", "nothing/v1/x",
        "gateway/v1/x", "absence/v2/x"])
    def test_of_what_is_not_public(self, platform, bearer, path):
        with requests.Session() as raw:
            request = requests.Request("GET", platform.url, headers=bearer).prepare()
            request.url = f"{platform.url}/api/{path}"
            answer = raw.send(request)

        assert answer.status_code == 404
        assert "secret" not in answer.text

    def test_of_a_write_by_cookie_without_the_csrf_token(self, platform, browser):
        answer = browser.post(f"{platform.url}/api/absence/v1/employees", json={}, headers={"Idempotency-Key": "k"})

        assert answer.status_code == 403
        assert answer.json()["code"] == "csrf.missing"
        assert not platform.services.received

    def test_of_a_write_from_another_origin(self, platform, browser):
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]

        answer = browser.post(f"{platform.url}/api/absence/v1/employees", json={},
                              headers={"X-CSRF-Token": token, "Origin": "https://elders.example"})

        assert answer.status_code == 403

    def test_lets_through_a_write_by_cookie_with_the_csrf_token(self, platform, browser):
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]

        body = {"employee_id": "e-3", "first_sick_day": "2026-06-15"}
        answer = browser.post(f"{platform.url}/api/claims/v1/forecasts", json=body,
                              headers={"X-CSRF-Token": token, "Idempotency-Key": "k", "Origin": platform.url})

        assert answer.status_code == 200

    @pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PROPFIND"])
    def test_of_other_methods(self, platform, anonymous, bearer, method):
        answer = anonymous.request(method, f"{platform.url}/api/absence/v1/echo", headers=bearer)

        assert answer.status_code == (200 if method == "OPTIONS" else 405)
        assert "args" not in answer.text

    @pytest.mark.parametrize(("path", "size", "status"), [
        ("employee-imports", LARGEST_FILE, 202), ("employee-imports", LARGEST_FILE + 1, 413), ("employees", 2_000_001, 413)],
        ids=["file at the limit", "file above", "other body"])
    def test_of_a_body_above_the_limit(self, platform, anonymous, bearer, path, size, status):
        answer = anonymous.post(f"{platform.url}/api/absence/v1/{path}", data=b"x" * size,
                                headers=bearer | {"Content-Type": "text/csv", "Idempotency-Key": "k"})

        assert answer.status_code == status

    def test_waits_longer_for_an_answer_than_for_a_connection(self, platform, anonymous, bearer):
        platform.services.slow["absence"] = platform.settings.connect_seconds + 0.5

        answer = anonymous.get(f"{platform.url}/api/absence/v1/echo", headers=bearer)

        assert answer.status_code == 200

    def test_504_of_a_service_that_takes_too_long(self, platform, anonymous, bearer):
        platform.services.slow["absence"] = platform.settings.answer_seconds + 1

        answer = anonymous.get(f"{platform.url}/api/absence/v1/echo", headers=bearer)

        assert answer.status_code == 504
        assert answer.json()["code"] == "timeout"


class TestIdentity:
    def test_gets_its_pages_with_prefix_and_own_cookies_only(self, platform, browser):
        answer = browser.get(f"{platform.url}/id/inloggen", headers={"X-Forwarded-For": "1.2.3.4"})

        seen = platform.identity.seen[-1]
        assert (seen["X-Forwarded-Prefix"], seen["X-Forwarded-Proto"]) == ("/id", "http")
        assert seen["X-Forwarded-Host"] == platform.url.removeprefix("http://")
        assert seen["X-Forwarded-For"] == "127.0.0.1"
        assert "session-at-identity" in seen["Cookie"]
        assert platform.settings.cookie_name + "=" not in seen["Cookie"]
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'", "identity's own policy stays"
        assert {"a", "b"} <= {cookie.name for cookie in browser.cookies}, "every cookie of the answer arrives"

    @pytest.mark.parametrize("path", ["admin/secrets", "v1/accounts", "health/settled", "metrics", "dev/messages"])
    def test_is_closed_where_it_is_reached_another_way(self, platform, anonymous, path):
        assert anonymous.get(f"{platform.url}/id/{path}").status_code == 404
