"""One body for every error: problem+json with a stable code, and nothing of the inside."""
import pytest

BOOK = {"mark": "A-1", "title": "Max Havelaar"}


def check(response, status, code):
    """The shape that every error has; its body."""
    body = response.get_json()
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert body["status"] == status
    assert body["code"] == code
    assert body["type"] == f"urn:verzuim:problem:{code}"
    assert body["detail"]
    assert body["request_id"] == response.headers["X-Request-ID"]
    return body


class TestProblem:
    def test_400_for_broken_json(self, call):
        check(call("POST", "/v1/books", data="{", content_type="application/json"), 400, "request.malformed")

    def test_401_without_a_token(self, app):
        response = app.test_client().get("/v1/books")

        check(response, 401, "token.missing")
        assert response.headers["WWW-Authenticate"].startswith("Bearer")

    def test_403_without_the_right(self, app, token_issuer):
        token = token_issuer.token(rights=("READ",))

        response = app.test_client().post("/v1/books", json=BOOK, headers={"Authorization": f"Bearer {token}"})

        check(response, 403, "right.missing")

    def test_404_for_an_unknown_path(self, call):
        check(call("GET", "/v1/nothing"), 404, "not_found")

    def test_405_says_what_is_allowed(self, call):
        response = call("DELETE", "/v1/books")

        check(response, 405, "method.not_allowed")
        assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))

    def test_409_for_a_conflict(self, call):
        assert check(call("POST", "/v1/burnings/conflict"), 409, "book.lent")["detail"] == "Dit boek is uitgeleend."

    def test_413_for_too_large_a_body(self, call):
        response = call("POST", "/v1/books", data=b"x" * (2 * 1024 * 1024 + 1), content_type="application/json")

        check(response, 413, "body.too_large")

    def test_415_for_a_kind_of_file_that_is_not_taken(self, call):
        check(call("POST", "/v1/burnings/leaflet"), 415, "media_type.unsupported")

    def test_422_names_every_wrong_field_at_once(self, call):
        response = call("POST", "/v1/books", json={
            "title": None, "bought_on": "2-3-2026", "price": 12.5, "copies": "many", "colour": "red"})

        errors = {error["field"]: error["code"] for error in check(response, 422, "input.invalid")["errors"]}
        assert errors == {"mark": "input.required", "title": "input.required", "bought_on": "input.date",
                          "price": "input.invalid", "copies": "input.integer", "colour": "input.unknown"}

    def test_422_names_every_violated_rule_at_once(self, call):
        body = check(call("POST", "/v1/burnings/several"), 422, "book.rare")

        assert [(e["field"], e["code"]) for e in body["errors"]] == [("mark", "book.rare"), ("title", "book.wet")]

    @pytest.mark.parametrize("amount", ["9" * 40, "1e3", "NaN", "12.345"])
    def test_422_for_an_amount_that_is_none(self, call, amount):
        check(call("POST", "/v1/books", json=BOOK | {"price": amount}), 422, "input.invalid")

    def test_500_tells_nothing_of_the_inside(self, call):
        response = call("POST", "/v1/burnings/down")

        check(response, 500, "internal")
        assert "hunter2" not in response.text
        assert "Traceback" not in response.text


class TestTextWithNul:
    """PostgreSQL cannot hold it."""

    def test_in_a_body_is_refused_and_no_error_of_ours(self, call):
        check(call("POST", "/v1/books", json=BOOK | {"title": "a\x00b"}), 422, "input.invalid")

    def test_in_a_cursor_is_refused_and_no_error_of_ours(self, call):
        assert call("GET", "/v1/books?cursor=AA").status_code == 422


class TestMetrics:
    def test_are_counted_by_route_and_never_by_path(self, call):
        call("GET", "/v1/books?limit=3")
        call("POST", "/v1/burnings/a-personal-path")

        text = call("GET", "/metrics").text

        assert 'component="library",method="GET",role="web",route="/v1/books",status="200"' in text
        assert 'route="/v1/burnings/<kind>"' in text
        assert "a-personal-path" not in text
