"""Every field of every request refuses wrong values with a known code and a Dutch sentence, and never with a failure."""
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from marshmallow import Schema
from marshmallow import fields as ma

from shared.testing.service import Service
from shared.web.fields import Amount, Choice, Day, Flag, Number, Whole, Word, Written
from tests.architecture.test_bad_input_is_refused import answer, routes, tokens

OURS = (Amount, Choice, Day, Flag, Number, Whole, Word, Written)
WRONG: list[Any] = [
    None, True, 1, 10**17, 1.5, "", " ", "ruzie", "-1.00", "0.004", "999999999999.00", "3.85001", "1e5", "NaN", "0001-01-01",
    "9999-12-31", "2026-02-30", "a\x00b", "a\nb", "🥐", "x" * 5000, "4331 SS", [], ["x"], {}, {"x": 1}]
"""Given to every field; one may be right for some, and then other fields are wrong or missing."""
ENGLISH = re.compile(
    r"\b(must|field|valid|invalid|missing|unknown|error|the|not|one of|should|required|length|between)\b", re.IGNORECASE)
WORDS_OF_A_LIST = re.compile(r"\b[A-Z_]+\b")
CODE = re.compile(r"[a-z_]+(\.[a-z_0-9]+)+|internal|conflict|not_found|not_acceptable|unavailable|timeout")


def schemas(service: Service, place: str) -> Iterator[tuple[str, str, Schema]]:
    """Method, URL rule and schema of the body or query of each route."""
    for rule in service.app.url_map.iter_rules():
        view = service.app.view_functions[rule.endpoint]
        for parameter in getattr(view, "_apidoc", {}).get("arguments", {}).get("parameters", ()):
            if parameter["in"] == place:
                schema = parameter["schema"]
                for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                    yield method, rule.rule, schema() if isinstance(schema, type) else schema


def leaves(schema: Schema, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], ma.Field[Any]]]:
    """Each field that is loaded, with its path."""
    for name, field in schema.load_fields.items():
        here = (*path, field.data_key or name)
        if isinstance(field, ma.Nested):
            yield from leaves(field.schema, here)
        elif isinstance(field, ma.List) and isinstance(field.inner, ma.Nested):
            yield from leaves(field.inner.schema, (*here, "[]"))
        elif isinstance(field, ma.List):
            yield (*here, "[]"), field.inner
        elif isinstance(field, ma.Dict) and field.value_field is not None:
            yield (*here, "{}"), field.value_field
        else:
            yield here, field


def body_with(path: tuple[str, ...], value: Any) -> Any:
    """Return a body with the value at a path."""
    for name in reversed(path):
        value = [value] if name == "[]" else {"some-id": value} if name == "{}" else {name: value}
    return value


def filled_with(schema: Schema, value: Any) -> dict[str, Any]:
    """Return a body with the value in every field."""
    body: dict[str, Any] = {}
    for name, field in schema.load_fields.items():
        of_list = field.inner if isinstance(field, ma.List) else field
        filled = filled_with(of_list.schema, value) if isinstance(of_list, ma.Nested) else value
        if isinstance(field, ma.Dict) and field.value_field is not None:
            filled = {"some-id": value}
        body[field.data_key or name] = [filled] if isinstance(field, ma.List) else filled
    return body


def wrong_bodies(schema: Schema) -> Iterator[Any]:
    """Return bodies with wrong values: in all fields together if some are required, as all are judged; otherwise one by one."""
    for value in WRONG:
        if any(field.required for field in schema.load_fields.values()):
            yield filled_with(schema, value)
        else:
            yield from (body_with(path, value) for path, _ in leaves(schema))


def admitted(service: Service, method: str, address: str) -> list[str]:
    """Return the tokens that the route does not refuse for their rights; all if it refuses each of them."""
    given = tokens(service)
    return [token for token in given if answer(service, method, address, token, json={}).status_code != 403] or given


def texts(problem: dict[str, Any]) -> Iterator[str]:
    """Return the texts of a problem that are shown to users."""
    yield problem["title"]
    yield problem["detail"]
    yield from (error["message"] for error in problem.get("errors", ()))


def check(response: Any, where: str) -> None:
    """Check that the response is a problem in Dutch with known codes."""
    if response.status_code < 400:
        return
    problem = json.loads(response.data)
    codes = [problem["code"], *(error["code"] for error in problem.get("errors", ()))]
    assert all(CODE.fullmatch(code) for code in codes), f"{where}: {codes}"
    assert problem["type"] == f"urn:ontzorg:problem:{problem['code']}", where
    for text in texts(problem):
        assert text, where
        assert not ENGLISH.search(WORDS_OF_A_LIST.sub("", text)), f"{where}: {text}"


class TestEveryFieldOfARequest:
    @pytest.mark.parametrize("place", ["json", "query"])
    def test_is_of_a_shared_type(self, service: Service, place: str) -> None:
        others = [f"{method} {rule} {'.'.join(path)}" for method, rule, schema in schemas(service, place)
                  for path, field in leaves(schema) if not isinstance(field, OURS)]

        assert others == []

    def test_refuses_wrong_values_in_dutch(self, service: Service) -> None:
        for method, rule, schema in schemas(service, "json"):
            address = re.sub(r"<[^>]+>", "1", rule)
            given = admitted(service, method, address)
            for body in wrong_bodies(schema):
                for token in given:
                    check(answer(service, method, address, token, json=body), f"{method} {rule} {body!r:.120}")

    def test_refuses_wrong_parameters_in_dutch(self, service: Service) -> None:
        given = tokens(service)
        for method, rule, schema in schemas(service, "query"):
            address = re.sub(r"<[^>]+>", "1", rule)
            for path, _ in leaves(schema):
                for value in WRONG:
                    if isinstance(value, str) and "\x00" not in value:
                        for token in given:
                            check(answer(service, method, address, token, query_string={path[0]: value}),
                                  f"{method} {rule} {path[0]}={value!r:.60}")

    def test_and_every_route_refuses_a_parameter_that_it_does_not_know(self, service: Service) -> None:
        for method, path in routes(service, {"GET", "POST", "PUT"}):
            for token in tokens(service):
                response = answer(service, method, f"{path}?unheard_of=1", token, json={} if method != "GET" else None)

                assert response.status_code in (403, 404, 422), f"{method} {path}: {response.status_code}"
                check(response, path)
