"""A program may do what its scopes say, and nothing else that its employer's rights allow."""
import pytest

from shared.kernel import scopes
from shared.kernel.scopes import Scope

SCOPES = (Scope("books:read", "library", "READ", False, "-"), Scope("books:write", "library", "WRITE", True, "-"),
          Scope("loans:read", "lending", "READ", False, "-"))
BOOK = {"mark": "A1", "title": "Max Havelaar"}


@pytest.fixture
def ask(app, token_issuer, monkeypatch):
    """Send a request as a program with scopes and both rights."""
    monkeypatch.setattr(scopes, "SCOPES", SCOPES)

    def ask(method: str, scope: str, **claims):
        token = token_issuer.token(rights=("READ", "WRITE"), kind="CLIENT", scope=scope, **claims)
        return app.test_client().open("/v1/books", method=method, json=BOOK if method == "POST" else None,
                                      headers={"Authorization": f"Bearer {token}"})

    return ask


class TestProgram:
    @pytest.mark.parametrize(("method", "scope", "status"), [
        ("GET", "books:read", 200), ("POST", "books:write", 201), ("POST", "books:read", 403), ("GET", "books:write", 403),
        ("GET", "loans:read", 403), ("GET", "", 403), ("GET", "openid", 403), ("GET", "loans:read books:read", 200)])
    def test_reaches_the_routes_of_its_scopes(self, ask, method, scope, status):
        answer = ask(method, scope)

        assert answer.status_code == status
        assert status != 403 or answer.json["code"] == "scope.missing"

    def test_reaches_nothing_without_an_employer(self, ask):
        assert ask("GET", "books:read", employer_id=None).json["code"] == "right.missing"

    def test_reaches_nothing_with_a_token_for_another_service(self, ask):
        assert ask("GET", "books:read", aud=["ontzorg-lending"]).status_code == 401


class TestPerson:
    def test_needs_no_scope(self, app, token_issuer):
        token = token_issuer.token(rights=("READ",), scope="openid profile")

        assert app.test_client().get("/v1/books", headers={"Authorization": f"Bearer {token}"}).status_code == 200
