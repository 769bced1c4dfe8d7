"""Every route of every service answers wrong, missing and oversized input with a problem, never with a failure."""
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.routing import Rule

from services.absence.api.employee_imports import LARGEST_FILE
from services.identity.domain.accounts.roles import StaffRole
from shared.testing.service import EMPLOYER, Service

RIGHTS = ("RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS")
ROLES = tuple(role.value for role in StaffRole)
BODIES: dict[str, bytes] = {
    "nothing": b"", "no JSON": b"{", "a list": b"[]", "a text": b'"x"', "null": b"null", "an empty object": b"{}",
    "an unknown field": b'{"unheard_of": 1}', "a NUL": b'{"first_name": "a\\u0000b"}', "not UTF-8": b"\xff\xfe{}",
    "a float for money": b'{"annual_wage": 1.005, "amount": 1e400}', "deep nesting": b"[" * 500 + b"]" * 500,
}
"""Sent to every writing route."""


def routes(service: Service, methods: set[str]) -> Iterator[tuple[str, str]]:
    """Method and path of the API's routes, with ids that do not exist."""
    for rule in service.app.url_map.iter_rules():
        if rule.rule.startswith(("/v1", "/admin/v1")):
            for method in (rule.methods or set()) & methods:
                yield method, path_of(rule)


def path_of(rule: Rule) -> str:
    """A path of the route, with ids of what does not exist."""
    return re.sub(r"<\w+>", "unheard-of", re.sub(r"<int:\w+>", "1", rule.rule))


def tokens(service: Service) -> list[str]:
    """An employer with every right, and staff with every role."""
    return [service.issuer.token(rights=RIGHTS, employer_id=EMPLOYER), service.issuer.token(roles=ROLES, employer_id=None)]


def answer(service: Service, method: str, path: str, token: str, **options: Any) -> Any:
    """Return the response, after checking that it is no 5xx and that an error is a problem."""
    client = service.app.test_client()
    response = client.open(path, method=method, headers={"Authorization": f"Bearer {token}"}, **options)
    where = f"{method} {path} {options}"
    assert response.status_code < 500, f"{where}: {response.status_code}"
    if response.status_code >= 400:
        assert response.content_type == "application/problem+json", where
        assert json.loads(response.data)["code"], where
    return response


DOCUMENTS = "/v1/dossiers/unheard-of/documents"
PROTOCOLS = "/v1/employers/unheard-of/absence-protocols"
TAKE_FILES = ("/v1/employee-imports", "/v1/bank-answers", "/v1/employees/import", "/v1/dossiers/unheard-of/invoice-files",
              "/v1/policies/unheard-of/employee-imports", DOCUMENTS, PROTOCOLS)
QUERIES = {DOCUMENTS: "?kind=UWV_DECISION&datedOn=2026-03-02", PROTOCOLS: "?effectiveFrom=2026-03-02"}
"""What a route asks besides the file."""


class TestBadInput:
    @pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
    def test_of_a_write_is_refused_as_a_problem(self, service: Service, body: bytes) -> None:
        for token in tokens(service):
            for method, path in routes(service, {"POST", "PUT", "PATCH"}):
                answer(service, method, path, token, data=body, content_type="application/json")

    def test_too_large_is_413(self, service: Service) -> None:
        for method, path in routes(service, {"POST", "PUT"}):
            body = b'{"x": "' + b"a" * (LARGEST_FILE if path in TAKE_FILES else 2 * 1024 * 1024) + b'"}'
            for token in tokens(service):
                response = answer(service, method, path + QUERIES.get(path, ""), token, data=body,
                                  content_type="application/json")
                assert response.status_code in (403, 404, 413), f"{method} {path}: {response.status_code}"

    @pytest.mark.parametrize("query", ["cursor=%00", "limit=0", "limit=9999999999", "limit=x", "from=2026-13-01&to=x",
                                       "q=%25_%5C&search=%25_%5C&lastName=%25", "month=2026-99", "unheard=1"])
    def test_of_a_query_is_refused_or_ignored(self, service: Service, query: str) -> None:
        for token in tokens(service):
            for method, path in routes(service, {"GET"}):
                answer(service, method, f"{path}?{query}", token)

    def test_of_a_query_that_repeats_a_parameter_is_refused_by_every_list(self, service: Service) -> None:
        refused = [answer(service, method, f"{path}?limit=1&limit=2", token)
                   for token in tokens(service) for method, path in routes(service, {"GET"})]

        codes = {error["code"] for response in refused if response.status_code != 403 for error in response.json["errors"]}
        assert {response.status_code for response in refused} <= {403, 422}
        assert codes <= {"input.repeated", "input.unknown"}
        assert "input.repeated" in codes

    def test_of_a_method_is_405_with_the_allowed_ones(self, service: Service) -> None:
        _, path = next(iter(routes(service, {"GET"})))

        response = answer(service, "DELETE", path, tokens(service)[0])

        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]
