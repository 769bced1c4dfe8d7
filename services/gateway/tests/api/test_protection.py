"""Headers, limits, forms and problem pages."""
from dataclasses import replace
from secrets import token_urlsafe

import pytest
import requests

from cli.platform.ports import free_ports
from services.gateway.app import create_app
from services.gateway.settings import Settings
from shared.kernel.services import NAMES
from shared.service.settings import SettingsError


class TestHeaders:
    def test_allow_nothing_from_elsewhere_and_no_inline_code(self, platform, log_in):
        headers = log_in().get(platform.url).headers

        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert all(f"{name} 'none'" in policy for name in ("frame-ancestors", "object-src", "base-uri"))
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Request-ID"]

    def test_let_browsers_keep_static_files_for_a_year(self, platform, anonymous):
        page = anonymous.get(f"{platform.url}/hulp").text
        address = page.split('rel="stylesheet" href="')[1].split('"')[0]

        answer = anonymous.get(platform.url + address)

        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "tabler" in answer.text.lower()

    @pytest.mark.parametrize("method", ["GET", "OPTIONS"])
    @pytest.mark.parametrize("path", ["/", "/api/absence/v1/employees", "/id/inloggen", "/openapi.json"])
    def test_open_nothing_to_scripts_of_other_sites(self, platform, log_in, method, path):
        answer = log_in().request(method, platform.url + path, headers={
            "Origin": "https://elders.example", "Access-Control-Request-Method": "GET"})

        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]

    @pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "vendor/none.css", ""])
    def test_give_no_other_file(self, platform, anonymous, name):
        assert anonymous.get(f"{platform.url}/static/{name}").status_code == 404


class TestCallsWithoutTls:
    @pytest.fixture
    def production(self, platform):
        """A gateway behind a proxy that ends TLS."""
        app = create_app(replace(platform.settings, environment="production", clock_file=None, public_url="https://portaal.example"))
        yield app.test_client()
        app.extensions["database"].dispose()

    @pytest.mark.parametrize("path", ["/api/absence/v1/employees", "/id/oauth/token"])
    def test_of_the_api_are_refused(self, platform, production, path):
        answer = production.post(path, headers={"X-Forwarded-Proto": "http", "Authorization": "Bearer x"})

        assert (answer.status_code, answer.json["code"]) == (403, "tls.required")
        assert not platform.identity.seen

    def test_are_taken_with_it(self, production):
        answer = production.get("/api/absence/v1/employees", headers={"X-Forwarded-Proto": "https"})

        assert (answer.status_code, answer.json["code"]) == (401, "token.missing")


class TestForms:
    def test_are_refused_without_their_token(self, platform, log_in):
        browser = log_in()

        answer = browser.post(f"{platform.url}/werknemers/toevoegen", data={"voornaam": "X"},
                              headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elders.example"})

        assert answer.status_code == 403
        assert not platform.services.received

    def test_of_our_own_page_with_an_old_token_come_back_filled_in(self, platform, log_in):
        page = log_in().post(f"{platform.url}/werknemers/toevoegen", data={"voornaam": "Xandra", "csrf_token": "old"},
                             headers={"Sec-Fetch-Site": "same-origin", "Origin": platform.url})

        assert page.status_code == 200
        assert 'value="Xandra"' in page.text


class TestProblemPages:
    def test_are_dutch_and_name_the_request(self, platform, log_in):
        answer = log_in().get(f"{platform.url}/bestaat-niet")

        assert answer.status_code == 404
        assert "Deze pagina bestaat niet" in answer.text
        assert answer.headers["X-Request-ID"] in answer.text

    def test_show_someone_elses_employee_as_not_there(self, platform, log_in):
        assert log_in().get(f"{platform.url}/werknemers/other").status_code == 404


class TestHealth:
    def test_is_ready_with_a_database(self, platform, anonymous):
        assert anonymous.get(f"{platform.url}/health/ready").json() == {"status": "ok"}

    def test_counts_by_route_and_never_by_path(self, platform, log_in):
        log_in().get(f"{platform.url}/werknemers/e-1")
        port, = free_ports(1)
        watched = create_app(replace(platform.settings, metrics_port=port, metrics_bind="127.0.0.1"))

        metrics = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=5).text

        assert 'route="/werknemers/<employee_id>"' in metrics
        assert "/werknemers/e-1" not in metrics
        watched.extensions["metrics_port"].close()
        watched.extensions["database"].dispose()


class TestOutage:
    @pytest.fixture
    def gone(self, platform, tmp_path):
        """A gateway whose claims and casework are down."""
        urls = dict(platform.settings.service_urls) | {"claims": "http://127.0.0.1:9", "casework": "http://127.0.0.1:9"}
        app = create_app(replace(platform.settings, service_urls=urls))
        yield app
        app.extensions["database"].dispose()

    @pytest.fixture
    def client(self, platform, gone, log_in):
        client = gone.test_client()
        client.set_cookie(platform.settings.cookie_name, log_in().cookies[platform.settings.cookie_name])
        return client

    def test_is_named_on_the_page_and_other_parts_work(self, client):
        page = client.get("/")

        assert page.status_code == 200
        assert "Dit ontbreekt nu even: activiteiten, adviezen, vragen van VRA, uitkeringen" in page.text
        assert "Mo El Amrani" in page.text

    def test_never_hinders_a_sick_report(self, client, platform):
        token = client.get("/session").json["csrf_token"]
        answers = {"csrf_token": token, "eerste_ziektedag": "15-06-2026", "gegevens": "kloppen", "derde": "nee", "vangnet": "nee"}

        check = client.post("/ziek-melden/e-3", data=answers | {"actie": "controleren"}, follow_redirects=True)
        sent = client.post("/ziek-melden/e-3", data=answers | {"actie": "versturen"})
        done = client.get(sent.headers["Location"])

        assert (check.status_code, sent.status_code, done.status_code) == (200, 303, 200)
        assert "uiterlijk vrijdag 19 juni" in done.text

    def test_of_the_whole_page_is_503_with_when_to_come_back(self, client):
        answer = client.get("/Verzuim/Verzuimdossier")

        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        assert "De rest van het portaal werkt" in answer.text

    def test_of_an_api_is_503_problem_json(self, client):
        answer = client.get("/api/claims/v1/benefits")

        assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
        assert answer.headers["Retry-After"] == "5"


class TestSettings:
    GOOD = {"GATEWAY_PUBLIC_URL": "https://portaal.example", "GATEWAY_DATABASE_URL": "postgresql://x",
            "GATEWAY_SECRET": token_urlsafe(32), "GATEWAY_CLIENT_SECRET": token_urlsafe(32), "GATEWAY_SERVICE_URL": "http://{service}-web:8000/"}

    def test_are_read_from_the_environment(self):
        settings = Settings.from_env(self.GOOD | {"GATEWAY_BODY_BYTES": "10"})

        assert settings.issuer == "https://portaal.example/id"
        assert (settings.body_bytes, settings.requests_a_minute) == (10, 600)

    def test_give_the_url_of_each_service_of_the_list_and_another_where_one_is_named(self):
        settings = Settings.from_env(self.GOOD | {"GATEWAY_CLAIMS_URL": "http://127.0.0.1:9"})

        others = {name: f"http://{name}-web:8000" for name in NAMES if name != "claims"}
        assert settings.service_urls == others | {"claims": "http://127.0.0.1:9"}

    def test_name_the_service_without_a_url(self):
        environ = {name: value for name, value in self.GOOD.items() if name != "GATEWAY_SERVICE_URL"}

        with pytest.raises(SettingsError, match="GATEWAY_ABSENCE_URL"):
            Settings.from_env(environ | {"GATEWAY_IDENTITY_URL": "http://identity-web:8000"})

    @pytest.mark.parametrize("change", [
        {"GATEWAY_SECRET": "s" * 31}, {"GATEWAY_PUBLIC_URL": "http://portaal.example"}, {"GATEWAY_SERVICE_URL": ""},
        {"GATEWAY_PUBLIC_URL": "https://portaal.example/pad"}, {"ONTZORG_CLOCK_FILE": "/x"}, {"GATEWAY_PORT": "acht"},
        {"ONTZORG_ENVIRONMENT": "prod"}, {"ONTZORG_ENVIRONMENT": ""}, {"GATEWAY_SECRET": "ab" * 20},
        {"GATEWAY_CLIENT_SECRET": "c"}, {"GATEWAY_SECRET": "change-me-" + token_urlsafe(32)},
        {"ONTZORG_ENVIRONMENT": "development"}, {"ONTZORG_CONNECTIONS_PER_ADDRESS": "-1"},
    ], ids=["short secret", "no TLS in production", "missing service", "path", "movable clock", "no number",
            "misspelt environment", "empty environment", "repeated characters", "short client secret", "placeholder",
            "development in public", "negative number"])
    def test_refuse_what_is_unsafe_or_missing(self, change):
        with pytest.raises(SettingsError):
            Settings.from_env(self.GOOD | change)
