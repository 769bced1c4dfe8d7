"""Base of all clients: sends the visitor's token, raises problem+json as an error, retries once with a new token."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from services.gateway.edge.upstream import Upstream, UpstreamAway
from services.gateway.signin.visitor import SessionLost, TokenSource
from shared.web.input.handed_in import HEADER as HANDED_IN

PAGE_SIZE = 100

Json = dict[str, Any]
NO_ITEMS: Json = {"items": [], "next": None}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """The error of one field, in Dutch."""

    field: str
    code: str
    message: str


class ServiceRefused(Exception):
    """A service refused the call; holds the content of its problem+json."""

    def __init__(self, status: int, code: str, detail: str | None, errors: tuple[FieldProblem, ...] = ()) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors

    @classmethod
    def of(cls, answer: requests.Response) -> "ServiceRefused":
        """Build from a response; one without problem+json has only its status."""
        try:
            body = answer.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return cls(answer.status_code, "unknown", None)
        errors = tuple(FieldProblem(str(e.get("field") or ""), str(e.get("code") or ""), str(e.get("message") or ""))
                       for e in body.get("errors") or () if isinstance(e, dict))
        return cls(answer.status_code, str(body.get("code", "unknown")), body.get("detail"), errors)


class ServiceClient:
    """Calls one service's API on behalf of the visitor."""

    service: str
    root = "/v1"

    def __init__(self, upstream: Upstream, doorkeeper: TokenSource) -> None:
        self._upstream = upstream
        self._doorkeeper = doorkeeper

    def get(self, path: str, **params: str | int | Sequence[str] | None) -> Any:
        """GET the JSON at a path; parameters without a value are omitted."""
        return self._call("GET", path, params={name: value for name, value in params.items() if value not in (None, "")})

    def post(self, path: str, body: Mapping[str, Any], *, key: str, version: int | None = None,
             handed_in_at: datetime | None = None) -> Any:
        """POST JSON with an idempotency key.

        :param version: of what is changed, as the visitor saw it; the service refuses the change of another one
        :param handed_in_at: when the visitor sent it, if it was kept since
        """
        kept = {HANDED_IN: handed_in_at.isoformat()} if handed_in_at else {}
        return self._call("POST", path, json=dict(body), headers={"Idempotency-Key": key} | seen(version) | kept)

    def put(self, path: str, body: Mapping[str, Any], *, version: int | None) -> Any:
        """PUT JSON; the version is that of `post`."""
        return self._call("PUT", path, json=dict(body), headers=seen(version))

    def patch(self, path: str, body: Mapping[str, Any], *, key: str, version: int | None) -> Any:
        """PATCH JSON with an idempotency key; the version is that of `post`."""
        return self._call("PATCH", path, json=dict(body), headers={"Idempotency-Key": key} | seen(version))

    def get_overview(self, kind: str, first: str, last: str, *, limit: int | None = None) -> Json:
        """One of the six overviews of a period, from the service that owns its figures; both days are included.

        :param limit: of rows; None for all
        """
        return dict(self.get(f"/overviews/{kind}", **{"from": first, "to": last}, limit=limit))

    def post_file(self, path: str, content: bytes, *, key: str, version: int | None = None, **params: str) -> Any:
        """Send a file once; the version is that of `post`."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/octet-stream"} | seen(version)
        return self._call("POST", path, data=content, headers=headers, params=params)

    def get_file(self, path: str, **params: str | None) -> bytes:
        """The bytes of a file; parameters without a value are omitted."""
        given = {name: value for name, value in params.items() if value}
        return bytes(self._answer("GET", path, None, {"params": given}).content)

    def _call(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **how: Any) -> Any:
        answer = self._answer(method, path, headers, how)
        return answer.json() if answer.content else None

    def _answer(self, method: str, path: str, headers: Mapping[str, str] | None, how: Mapping[str, Any]) -> requests.Response:
        token = self._doorkeeper.access_token()
        answer = self._send(method, path, token, headers, how)
        if answer.status_code == 401:
            answer = self._send(method, path, self._doorkeeper.access_token(other_than=token), headers, how)
        if answer.status_code == 401:
            raise SessionLost(f"{self.service} refuses the token")
        if answer.status_code >= 500:
            raise UpstreamAway(self.service)
        if answer.status_code >= 400:
            raise ServiceRefused.of(answer)
        return answer

    def _send(self, method: str, path: str, token: str, headers: Mapping[str, str] | None,
              how: Mapping[str, Any]) -> requests.Response:
        all_headers = {**(headers or {}), "Authorization": f"Bearer {token}", "Accept": "application/json"}
        return self._upstream.send(self.service, method, f"{self.root}{path}", headers=all_headers, **how)


def seen(version: int | None) -> dict[str, str]:
    """The header with the version that the visitor saw; none without one."""
    return {} if version is None else {"If-Match": f'"{version}"'}
