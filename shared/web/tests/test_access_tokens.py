"""Only an access token of the issuer, for this audience and not expired, is accepted."""
import time

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from shared.testing.service import ISSUER
from shared.web.tokens import KNOWN_SECONDS, LEEWAY_SECONDS, TokenChecker, TokenRefused


def rsa(kid: str) -> RSAKey:
    """A signing key."""
    return RSAKey.generate_key(2048, parameters={"kid": kid}, auto_kid=False)


OLD, NEW = rsa("old"), rsa("new")


class RotatingKeys:
    """Keys of an issuer that rotated: only a new fetch returns the new key."""

    def __init__(self) -> None:
        self.fresh_looks = 0

    def keys(self, *, fresh: bool = False) -> KeySet:
        self.fresh_looks += fresh
        return KeySet([OLD, NEW]) if fresh else KeySet([OLD])


def token(key=OLD, header=None, **claims):
    """Return a valid access token with the given changes."""
    now = int(time.time())
    body = {"iss": ISSUER, "aud": ["ontzorg-absence", "ontzorg-claims"], "sub": "account-1", "exp": now + 300,
            "rights": ["READ"]} | claims
    return jwt.encode({"alg": "RS256", "typ": "at+jwt", "kid": key.kid} | (header or {}),
                      {name: value for name, value in body.items() if value is not None}, key,
                      algorithms=["RS256", "HS256", "none"])


def checker_of(source, **options):
    """The checker of a service."""
    return TokenChecker(ISSUER, source, audiences=["ontzorg-claims"], **options)


@pytest.fixture
def source() -> RotatingKeys:
    return RotatingKeys()


class TestTokenChecker:
    def test_gives_the_actor(self, source):
        actor = checker_of(source).check(token(employer_id="employer-1"))

        assert (actor.account_id, actor.employer_id, actor.rights) == ("account-1", "employer-1", frozenset({"READ"}))
        assert source.fresh_looks == 0

    def test_looks_again_for_a_key_it_does_not_know(self, source):
        assert checker_of(source).check(token(NEW)).account_id == "account-1"
        assert source.fresh_looks == 1

    @pytest.mark.parametrize("changes", [
        {"exp": int(time.time()) - 3600}, {"exp": None}, {"iss": "https://other.test"}, {"aud": ["ontzorg-billing"]},
        {"aud": None}, {"sub": None}, {"header": {"typ": "JWT"}}, {"key": rsa("unknown")}, {"key": rsa("old")},
    ], ids=["expired", "no expiry", "other issuer", "for other services", "no audience", "nobody", "ID token",
            "unknown key", "forged under a known key id"])
    def test_refuses(self, source, changes):
        with pytest.raises(TokenRefused):
            checker_of(source).check(token(**changes))

    def test_refuses_an_unsigned_token(self, source):
        head, body, _ = token(header={"alg": "RS256"}).split(".")
        none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0"

        for unsigned in (f"{none}.{body}.", f"{head}.{body}."):
            with pytest.raises(TokenRefused):
                checker_of(source).check(unsigned)

    def test_refuses_a_signature_made_with_the_public_key_as_a_secret(self, source):
        secret = OctKey.import_key(OLD.as_pem(private=False).decode().replace("-----", ""), {"kid": "old"})

        with pytest.raises(TokenRefused):
            checker_of(source).check(token(secret, {"alg": "HS256", "kid": "old"}))

    @pytest.mark.parametrize("garbage", ["", "a", "a.b.c", "....", "é.é.é", "W10.W10.W10", "bnVsbA.bnVsbA.bnVsbA"])
    def test_refuses_what_is_no_token(self, source, garbage):
        with pytest.raises(TokenRefused):
            checker_of(source).check(garbage)


class TestKnownToken:
    @pytest.fixture
    def clock(self):
        """A monotonic clock that tests advance."""
        return [0.0]

    @pytest.fixture
    def withdrawn(self, source, clock):
        """A checker that has cached a token whose key was withdrawn afterwards, and the token."""
        checker, known = checker_of(source, monotonic=lambda: clock[0]), token()
        checker.check(known)
        source.keys = lambda *, fresh=False: KeySet([NEW])
        return checker, known

    def test_opens_for_a_while_without_another_look_at_its_signature(self, withdrawn, clock):
        checker, known = withdrawn
        clock[0] = KNOWN_SECONDS - 0.1

        assert checker.check(known).account_id == "account-1"

    def test_is_checked_again_after_that(self, withdrawn, clock):
        checker, known = withdrawn
        clock[0] = KNOWN_SECONDS

        with pytest.raises(TokenRefused):
            checker.check(known)

    def test_is_refused_once_it_has_expired(self, source, monkeypatch):
        checker, known = checker_of(source, monotonic=lambda: 0.0), token()
        checker.check(known)
        later = time.time() + 300 + LEEWAY_SECONDS + 1
        monkeypatch.setattr(time, "time", lambda: later)

        with pytest.raises(TokenRefused):
            checker.check(known)

    def test_does_not_open_for_another_with_the_same_claims(self, source):
        checker, known = checker_of(source), token()
        checker.check(known)
        head, body, _ = known.split(".")

        with pytest.raises(TokenRefused):
            checker.check(f"{head}.{body}.AAAA")
