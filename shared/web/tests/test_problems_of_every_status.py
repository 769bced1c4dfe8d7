"""Every error has a problem+json body with a stable code and no internal details."""
import pytest

BOOK = {"mark": "A-1", "title": "Max Havelaar"}


def check(response, status, code):
    """Check the shape that every error has, and return its body."""
    body = response.get_json()
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert body["status"] == status
    assert body["code"] == code
    assert body["type"] == f"urn:ontzorg:problem:{code}"
    assert body["detail"]
    assert body["request_id"] == response.headers["X-Request-ID"]
    return body


class TestProblem:
    def test_400_for_broken_json(self, call):
        check(call("POST", "/v1/books", data="{", content_type="application/json"), 400, "json.malformed")

    @pytest.mark.parametrize(("body", "code"), [
        (b"[" * 20_000 + b"]" * 20_000, "json.too_deep"), (b'{"a":' * 25 + b"1" + b"}" * 25, "json.too_deep"),
        (b'{"copies": ' + b"9" * 5_000 + b"}", "json.number_too_long"), (b'{"title": "\\ud800"}', "json.character"),
        (b'{"\\ud800": 1}', "json.character"), (b'{"copies": NaN}', "json.not_a_number"),
        (b'{"copies": -Infinity}', "json.not_a_number"), (b'{"mark": "a", "mark": "b"}', "json.name_twice"),
        (b'{"mark": "a\nb"}', "json.malformed"), (b"\xff\xfe{}", "json.malformed")])
    def test_400_for_json_that_no_field_can_hold(self, call, body, code):
        check(call("POST", "/v1/books", data=body, content_type="application/json"), 400, code)

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
                          "price": "input.number", "copies": "input.integer", "colour": "input.unknown"}

    def test_422_for_a_parameter_that_the_list_does_not_know(self, call):
        body = check(call("GET", "/v1/books?colour=red&limit=2"), 422, "input.invalid")

        assert body["errors"] == [{"field": "colour", "code": "input.unknown", "message": "Dit veld is hier niet bekend."}]

    def test_422_for_a_parameter_on_a_route_without_any(self, call):
        response = call("POST", "/v1/books?colour=red", json=BOOK)

        assert check(response, 422, "input.unknown")["errors"][0]["field"] == "colour"

    def test_409_for_two_that_make_the_same_thing(self, call):
        call("POST", "/v1/books", json=BOOK)

        check(call("POST", "/v1/books", json=BOOK), 409, "conflict.simultaneous")

    def test_has_a_dutch_title_that_is_no_code(self, call):
        titles = [call(*request).get_json()["title"] for request in (
            ("GET", "/v1/nothing"), ("DELETE", "/v1/books"), ("POST", "/v1/burnings/down"), ("GET", "/v1/books?limit=x"))]

        assert titles == ["Niet gevonden", "Bewerking bestaat niet", "Storing", "Gegevens kloppen niet"]

    def test_422_names_every_violated_rule_at_once(self, call):
        body = check(call("POST", "/v1/burnings/several"), 422, "input.invalid")

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
    """PostgreSQL cannot store the character NUL."""

    def test_in_a_body_is_refused_and_no_error_of_ours(self, call):
        check(call("POST", "/v1/books", json=BOOK | {"title": "a\x00b"}), 422, "input.invalid")

    @pytest.mark.parametrize("path", ["/v1/books?cursor=%00", "/v1/books?%00=1", "/v1/%00"])
    def test_in_an_address_is_refused(self, call, path):
        check(call("GET", path), 400, "request.malformed")

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
