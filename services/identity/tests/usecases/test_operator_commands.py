"""The commands that create staff accounts and register partners."""
import json

import pytest
from click.testing import CliRunner
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import func, select

from services.identity.__main__ import main
from services.identity.app import create_app
from services.identity.domain.accounts.roles import StaffRole
from services.identity.store import Account, OAuthClient
from services.identity.tests.api.oauth.test_client_credentials import ask, assertion
from services.identity.tests.conftest import ISSUER, PORTAL_SECRET, SECRET, Browser, Identity, Member, settings_of
from services.identity.usecases.accounts.seed_staff import STAFF
from shared.events.identity import AccountCreated
from shared.service.settings import SettingsError

OWN = "Fiets-Kruk-31"
PETRA = ["staff", "--role", "platform_admin", "--first-name", "Petra", "--infix", "van", "--last-name", "Dam",
         "--email", "petra@verzekeraar.nl", "--phone", "+31611112222"]


@pytest.fixture
def run(identity: Identity):
    """Run a command with the settings of the service; changes of settings by name."""
    def command(*words: str, **changed: str):
        environ = {"IDENTITY_DATABASE_URL": identity.database.url, "ONTZORG_BUS_URL": identity.database.url,
                   "ONTZORG_ISSUER": ISSUER, "ONTZORG_JWKS_URL": f"{ISSUER}/oauth/jwks",
                   "ONTZORG_ENVIRONMENT": "development", "IDENTITY_SECRET": SECRET,
                   "IDENTITY_PORTAL_CLIENT_SECRET": PORTAL_SECRET}
        return CliRunner(env=environ | changed).invoke(main, words)
    return command


@pytest.fixture
def keys(tmp_path):
    """A file with public keys, and the private one."""
    key = RSAKey.generate_key(2048, auto_kid=True)
    (tmp_path / "public.json").write_text(json.dumps(KeySet([key]).as_dict(private=False)))
    (tmp_path / "private.json").write_text(json.dumps(KeySet([key]).as_dict(private=True)))
    return tmp_path, key


def accounts(identity: Identity) -> int:
    with identity.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Account)) or 0


class TestStaff:
    def test_logs_in_with_the_mailed_password_and_has_its_role(self, run, identity: Identity, browser: Browser):
        outcome = run(*PETRA)

        assert outcome.exit_code == 0, outcome.output
        petra = Member("pvandam", identity.temporary_password("petra@verzekeraar.nl"), "+31611112222", "petra@verzekeraar.nl")
        page = browser.follow(browser.enter_password(petra))
        page = browser.follow(browser.submit(page, "/inloggen/code", code=identity.code_for(petra.phone)))
        arrived = browser.arrive(browser.submit(page, "/wachtwoord-wijzigen", new_password=OWN, new_password_again=OWN))
        claims = browser.ask_introspection(browser.redeem(arrived["code"]).json["access_token"])
        assert (claims["roles"], claims["rights"], claims["employer_id"]) == (["platform_admin"], [], None)

    def test_is_published_to_the_other_services(self, run, identity: Identity):
        run(*PETRA)

        [created] = identity.published(AccountCreated)
        assert (created.kind, created.roles, created.employer_id) == ("STAFF", ("platform_admin",), None)

    def test_shows_no_password_to_the_operator(self, run, identity: Identity):
        outcome = run(*PETRA)

        assert identity.temporary_password("petra@verzekeraar.nl") not in outcome.output
        assert "pvandam" in outcome.output

    def test_is_not_created_twice(self, run, identity: Identity):
        run(*PETRA)
        before = accounts(identity)

        outcome = run(*PETRA)

        assert (outcome.exit_code, outcome.output) == (1, "Error: email: Dit e-mailadres hoort al bij een account.\n")
        assert accounts(identity) == before

    def test_is_not_created_if_the_mail_fails(self, run, identity: Identity):
        before = accounts(identity)

        outcome = run(*PETRA, IDENTITY_SMTP_URL="smtp://127.0.0.1:1")

        assert outcome.exit_code == 1
        assert outcome.output.startswith("Error: Nothing was made: ")
        assert accounts(identity) == before

    @pytest.mark.parametrize(("name", "value", "message"), [
        ("--role", "king", "Invalid value for '--role'"), ("--last-name", "<b>", "last_name: Gebruik 1 tot 80 letters"),
        ("--phone", "0612", "phone: Vul een geldig mobiel nummer in"),
        ("--email", "petra", "email: Vul een geldig e-mailadres in")])
    def test_is_not_created_from_invalid_input(self, run, identity: Identity, name, value, message):
        outcome = run(*PETRA, name, value)

        assert outcome.exit_code != 0
        assert message in outcome.output

    def test_requires_the_settings_of_the_service(self, run):
        outcome = run(*PETRA, IDENTITY_SECRET="short")

        assert (outcome.exit_code, outcome.output) == (
            1, "Error: Nothing was made: IDENTITY_SECRET must have at least 32 characters.\n")

    def test_has_every_role_of_a_development_platform(self):
        assert {role for role, _, _ in STAFF.values()} <= set(StaffRole)


class TestPartner:
    def test_gets_tokens_for_its_signed_assertions(self, run, keys, browser: Browser):
        directory, key = keys

        outcome = run("partner", "arbo-noord", "--keys", str(directory / "public.json"))

        assert (outcome.exit_code, outcome.output) == (0, "arbo-noord may sign in with 1 key(s).\n")
        answer = ask(browser, assertion(key, iss="arbo-noord", sub="arbo-noord"))
        claims = jwt.decode(answer.json["access_token"], KeySet.import_key_set(browser.get("/oauth/jwks").json)).claims
        assert (claims["sub"], claims["scope"]) == ("arbo-noord", "feed:read")

    def test_gets_tokens_with_its_new_key_only_after_it_was_replaced(self, run, keys, tmp_path, browser: Browser):
        directory, key = keys
        run("partner", "arbo-noord", "--keys", str(directory / "public.json"))
        new = RSAKey.generate_key(2048, auto_kid=True)
        (tmp_path / "new.pem").write_bytes(new.as_pem(private=False))

        outcome = run("partner", "arbo-noord", "--keys", str(tmp_path / "new.pem"))

        assert (outcome.exit_code, outcome.output) == (0, "arbo-noord may sign in with 1 key(s).\n")
        of_new, of_old = (ask(browser, assertion(one, iss="arbo-noord", sub="arbo-noord")) for one in (new, key))
        assert (of_new.status_code, of_old.status_code) == (200, 400)

    @pytest.mark.parametrize("name", ["claims", "claims-2", "Arbo Noord", "admin", "portal;"])
    def test_may_not_have_the_name_of_another_user(self, run, keys, identity: Identity, name):
        outcome = run("partner", name, "--keys", str(keys[0] / "public.json"))

        assert outcome.exit_code == 1
        assert "is no name for a partner" in outcome.output
        with identity.database.reading() as session:
            assert session.get(OAuthClient, name) is None

    def test_may_not_have_the_name_of_the_portal(self, run, keys, identity: Identity):
        outcome = run("partner", "portal", "--keys", str(keys[0] / "public.json"))

        assert outcome.exit_code == 1
        assert outcome.output.startswith("Error: ")
        with identity.database.reading() as session:
            assert session.get(OAuthClient, "portal").kind == "ENTRANCE"

    @pytest.mark.parametrize("content", ["", "{}", "[]", '{"keys": []}', '{"keys": [{"kty": "RSA"}]}',
                                         '{"keys": [{"kty": "oct", "k": "c2VjcmV0LXRoYXQtaXMtbG9uZy1lbm91Z2g"}]}'])
    def test_must_give_public_keys(self, run, tmp_path, content):
        (tmp_path / "keys.json").write_text(content)

        outcome = run("partner", "arbo-noord", "--keys", str(tmp_path / "keys.json"))

        assert outcome.exit_code == 1
        assert outcome.output.startswith("Error: public_key: ")

    def test_may_not_register_a_private_key(self, run, keys):
        outcome = run("partner", "arbo-noord", "--keys", str(keys[0] / "private.json"))

        assert outcome.exit_code == 1
        assert "Dit is een geheime sleutel" in outcome.output


class TestRotatingTheSecret:
    NEW, OLD = "n" * 40, SECRET

    def start(self, identity: Identity, **changed: str) -> None:
        create_app(settings_of(identity.database.url, **changed), database=identity.database)

    def test_re_encrypts_the_signing_key_with_the_new_secret(self, run, identity: Identity, browser: Browser):
        before = browser.get("/oauth/jwks").json["keys"]
        self.start(identity, IDENTITY_SECRET=self.NEW, IDENTITY_PREVIOUS_SECRET=self.OLD)

        outcome = run("rotate-secret", IDENTITY_SECRET=self.NEW, IDENTITY_PREVIOUS_SECRET=self.OLD)

        assert (outcome.exit_code, outcome.output) == (0, "The signing key is encrypted with IDENTITY_SECRET.\n")
        self.start(identity, IDENTITY_SECRET=self.NEW)
        assert browser.get("/oauth/jwks").json["keys"] == before
        with pytest.raises(SettingsError):
            self.start(identity, IDENTITY_SECRET=self.OLD)

    def test_is_requested_in_one_sentence_if_the_secret_does_not_fit_the_data(self, identity: Identity):
        with pytest.raises(SettingsError, match=r"IDENTITY_SECRET does not fit the signing key .* IDENTITY_PREVIOUS_SECRET, or "
                                                r"if it is lost run: python -m services\.identity rotate-secret --lost"):
            self.start(identity, IDENTITY_SECRET=self.NEW)

    def test_changes_nothing_if_no_secret_fits_unless_the_old_one_is_lost(self, run, identity: Identity, browser: Browser):
        refused = run("rotate-secret", IDENTITY_SECRET=self.NEW)
        assert (refused.exit_code, "Nothing was changed" in refused.output) == (1, True)
        self.start(identity)

        outcome = run("rotate-secret", "--lost", IDENTITY_SECRET=self.NEW)

        assert outcome.exit_code == 0
        self.start(identity, IDENTITY_SECRET=self.NEW)
        assert len(browser.get("/oauth/jwks").json["keys"]) == 2
