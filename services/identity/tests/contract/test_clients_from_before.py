"""Clients that were one JSON value before 0014 keep what they could do."""
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from services.identity.store import OAuthClient
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import FixedClock, noon
from shared.testing.service import MONDAY

BEFORE = """
INSERT INTO oauth_client (client_id, secret_digest, details) VALUES
    ('portal', 'digest', '{"client_name": "Ontzorg-portaal", "redirect_uris": ["https://portaal.example/callback"],
      "post_logout_redirect_uris": ["https://portaal.example/"], "scope": "openid profile email introspect",
      "response_types": ["code"], "grant_types": ["authorization_code", "refresh_token"], "code_channel": "EMAIL"}'),
    ('arbo-noord', NULL, '{"scope": "api", "grant_types": ["client_credentials"], "roles": ["arbo_partner"],
      "token_endpoint_auth_methods": ["private_key_jwt"], "jwks": {"keys": [{"kty": "EC", "kid": "k1"}, {"kty": "EC"}]}}'),
    ('loonpakket', 'digest', '{"scope": "api", "grant_types": ["client_credentials"], "employer_id": "employer-1",
      "rights": ["EMPLOYEE_DATA"]}')
"""


@pytest.fixture
def database(new_database) -> Iterator[Database]:
    """A database of before with three clients, upgraded."""
    url = new_database("identity")
    upgrade("identity", url, "0013")
    opened = Database(url, FixedClock(noon(MONDAY)))
    with opened.transaction() as session:
        session.execute(text(BEFORE.replace(":", r"\:")))
    upgrade("identity", url)
    yield opened
    opened.dispose()


class TestClientFromBefore:
    def test_stays_an_entrance_with_its_addresses(self, database):
        with database.reading() as session:
            portal = session.get(OAuthClient, "portal")

        assert (portal.kind, portal.name, portal.secret_digest, portal.code_channel) == (
            "ENTRANCE", "Ontzorg-portaal", "digest", "EMAIL")
        assert portal.redirect_uris == ["https://portaal.example/callback"]
        assert portal.scopes == ["openid", "profile", "email", "introspect"]

    def test_keeps_its_keys_and_its_feed(self, database):
        with database.reading() as session:
            partner = session.get(OAuthClient, "arbo-noord")

        assert (partner.kind, partner.scopes, partner.access_generation) == ("PROGRAM", ["feed:read"], 1)
        assert sorted(key.kid for key in partner.keys) == ["arbo-noord-2", "k1"]

    def test_keeps_its_employer_and_what_its_right_allowed(self, database):
        with database.reading() as session:
            payroll = session.get(OAuthClient, "loonpakket")

        assert [one.employer_id for one in payroll.employers] == ["employer-1"]
        assert payroll.scopes == ["employees:write", "benefits:read", "invoices:read"]
