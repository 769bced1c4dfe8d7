"""A service refuses a token within a second after it read that the token was revoked."""
from datetime import UTC, datetime

import pytest

from shared.events.identity import AccessRevoked, RevocationReason, RevokedKind
from shared.messaging.revocation import memory
from shared.messaging.revocation.memory import REFRESH_SECONDS, RevokedAccess, TokenMarks
from shared.messaging.revocation.recording import TOKENS_LIVE, keep_revocation

MARKS = TokenMarks("account-1", generation=3, session_id="login-1", token_id="token-1")


def revocation(kind: str, subject_id: str, generation: int | None = None, at: datetime | None = None) -> AccessRevoked:
    """A revocation of account-1."""
    return AccessRevoked(account_id="account-1", kind=RevokedKind(kind), subject_id=subject_id, generation=generation,
                         reason=RevocationReason.ACCOUNT_BLOCKED, revoked_at=at or datetime.now(UTC))


def keep(database, *events):
    """Store revocations; returns whether each was new."""
    with database.transaction() as session:
        return [keep_revocation(session, event) for event in events]


class TestRevokedAccess:
    @pytest.mark.parametrize(("revoked", "is_refused"), [
        (("ACCOUNT", "account-1", 4), True), (("ACCOUNT", "account-1", 3), False), (("ACCOUNT", "account-2", 9), False),
        (("SESSION", "login-1"), True), (("SESSION", "login-2"), False),
        (("TOKEN", "token-1"), True), (("TOKEN", "login-1"), False),
    ], ids=["account changed after its issue", "account changed before its issue", "other account", "its session",
            "other session", "itself", "other token"])
    def test_concerns_the_tokens_that_it_names(self, database, revoked, is_refused):
        keep(database, revocation(*revoked))

        assert RevokedAccess(database).concerns(MARKS) is is_refused

    def test_does_not_concern_a_program_without_session(self, database):
        keep(database, revocation("SESSION", "login-1"))

        assert RevokedAccess(database).concerns(TokenMarks("program", 0, None, None)) is False

    def test_is_forgotten_when_the_last_token_has_expired(self, database):
        keep(database, revocation("TOKEN", "token-1", at=datetime.now(UTC) - TOKENS_LIVE))

        assert RevokedAccess(database).concerns(MARKS) is False

    def test_is_read_again_after_a_second_and_not_before(self, database):
        clock = [0.0]
        memory = RevokedAccess(database, monotonic=lambda: clock[0])
        before = memory.concerns(MARKS)
        keep(database, revocation("TOKEN", "token-1"))
        clock[0] = REFRESH_SECONDS - 0.01
        within = memory.concerns(MARKS)
        clock[0] = REFRESH_SECONDS

        assert (before, within, memory.concerns(MARKS)) == (False, False, True)

    def test_keeps_the_newest_revocation_of_an_account_whatever_the_order(self, database):
        newer, older = (revocation("ACCOUNT", "account-1", generation=number) for number in (5, 4))

        assert keep(database, newer, older, newer) == [True, False, False]
        assert RevokedAccess(database).concerns(TokenMarks("account-1", 4, "login-1", "token-1")) is True


class TestService:
    @pytest.mark.parametrize("revoked", [("ACCOUNT", "account-1", 4), ("SESSION", "login-1"), ("TOKEN", "token-1")],
                             ids=["account", "session", "token"])
    def test_refuses_a_token_that_it_accepted_a_moment_ago(self, app, database, token_issuer, monkeypatch, revoked):
        monkeypatch.setattr(memory, "REFRESH_SECONDS", 0.0)
        token = token_issuer.token(rights=("READ",), generation=3, sid="login-1", jti="token-1")
        ask = lambda: app.test_client().get("/v1/books", headers={"Authorization": f"Bearer {token}"})  # noqa: E731
        before = ask()
        keep(database, revocation(*revoked))
        after = ask()

        assert (before.status_code, after.status_code) == (200, 401)
        assert after.json["code"] == "token.invalid"
        assert 'error="invalid_token"' in after.headers["WWW-Authenticate"]

    def test_accepts_a_token_that_was_issued_after_the_change(self, app, database, token_issuer):
        keep(database, revocation("ACCOUNT", "account-1", generation=4))
        token = token_issuer.token(rights=("READ",), generation=4)

        assert app.test_client().get("/v1/books", headers={"Authorization": f"Bearer {token}"}).status_code == 200
