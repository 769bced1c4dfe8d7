"""A simulated user over HTTP: logs in with password and SMS code, then uses the public API."""
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from cli.endings import Misbehaved
from cli.people.browser import new_browser
from cli.people.html_forms import Form, forms_of
from cli.people.mailbox import Mailbox

TIMEOUT_SECONDS = 30
LOGIN_STEPS = 4
PAGE_SIZE = 200


class Refused(Exception):
    """The platform refused a request with a problem code."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail


class LoginFailed(Misbehaved):
    """The login did not succeed."""


@dataclass(slots=True)
class Credentials:
    """The credentials of a user.

    :ivar new_password: replaces a temporary password when the portal asks for it
    """

    username: str
    password: str
    phone: str
    new_password: str = ""


def new_key() -> str:
    """A unique idempotency key."""
    return str(uuid.uuid4())


class Person:
    """A user with one browser and one account.

    :param root: prefix of the API's paths
    :param keys: returns the idempotency key of each write
    """

    def __init__(self, address: str, credentials: Credentials, *, root: str = "v1",
                 keys: Callable[[], str] = new_key) -> None:
        self._keys = keys
        self._address = address
        self._credentials = credentials
        self._root = root
        self._http = new_browser()
        self._csrf_token = ""

    @property
    def browser(self) -> requests.Session:
        """The logged-in browser, to read pages."""
        return self._http

    def log_in(self) -> None:
        """Log in through the portal's pages.

        :raises LoginFailed: if a page is repeated or an error is returned
        """
        sms = Mailbox(self._address, self._credentials.phone)
        seen = sms.seen()
        page = self._http.get(f"{self._address}/login", timeout=TIMEOUT_SECONDS)
        answered: set[str] = set()
        for _ in range(LOGIN_STEPS):
            form, asked = _asked_by(page)
            if form is None:
                break
            if asked in answered:
                raise LoginFailed(f"{self._credentials.username} cannot log in: the page that asks {asked} came again.")
            answered.add(asked)
            page = self._http.post(form.action, data=form.filled(self._answer_to(asked, sms, seen)),
                                   timeout=TIMEOUT_SECONDS)
        if page.status_code >= 400 or urlsplit(page.url).path.startswith("/id/"):
            raise LoginFailed(f"{self._credentials.username} cannot log in: {urlsplit(page.url).path} "
                              f"answers {page.status_code}.")
        self._csrf_token = str(self._get_session()["csrf_token"])

    def get(self, service: str, path: str, **query: str) -> Any:
        """GET; `query` uses the API's camelCase names.

        :raises Refused: if the platform says no
        """
        return self._call("GET", service, path, params=query).json()

    def list(self, service: str, path: str, **query: str) -> list[dict[str, Any]]:
        """All items of a list, page by page."""
        items: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = self.get(service, path, limit=str(PAGE_SIZE), **query, **({"cursor": cursor} if cursor else {}))
            items += answer["items"]
            cursor = answer.get("next")
        return items

    def fetch(self, service: str, path: str) -> bytes:
        """Download a file."""
        return self._call("GET", service, path).content

    def post(self, service: str, path: str, body: Any, *, key: str = "") -> Any:
        """POST with an idempotency key, by default the next one.

        :raises Refused: if the platform says no
        """
        return _body(self._call("POST", service, path, json=body, headers={"Idempotency-Key": key or self._keys()}))

    def put(self, service: str, path: str, body: Any) -> Any:
        """PUT."""
        return _body(self._call("PUT", service, path, json=body))

    def upload(self, service: str, path: str, content: str) -> Any:
        """Send a CSV file."""
        headers = {"Idempotency-Key": self._keys(), "Content-Type": "text/csv; charset=utf-8"}
        return _body(self._call("POST", service, path, data=content.encode(), headers=headers))

    def _call(self, method: str, service: str, path: str, **how: Any) -> requests.Response:
        answer = self._send(method, service, path, **how)
        if answer.status_code == 401:  # the session expired because the clock was moved
            self.log_in()
            answer = self._send(method, service, path, **how)
        if answer.ok:
            return answer
        raise _refusal(answer, f"{method} {service} {path}")

    def _send(self, method: str, service: str, path: str, **how: Any) -> requests.Response:
        headers = {"Accept": "application/json", "X-CSRF-Token": self._csrf_token, **how.pop("headers", {})}
        try:
            return self._http.request(method, f"{self._address}/api/{service}/{self._root}{path}", headers=headers,
                                      timeout=TIMEOUT_SECONDS, **how)
        except requests.RequestException as problem:
            raise Misbehaved(f"The gateway does not answer {method} {service} {path}: {problem}") from None

    def _get_session(self) -> dict[str, Any]:
        answer = self._http.get(f"{self._address}/session", timeout=TIMEOUT_SECONDS)
        if not answer.ok:
            raise LoginFailed(f"{self._credentials.username} has no session: /session answers {answer.status_code}.")
        return dict(answer.json())

    def _answer_to(self, asked: str, sms: Mailbox, seen: set[str]) -> dict[str, str]:
        mine = self._credentials
        if asked == "username":
            return {"username": mine.username, "password": mine.password}
        if asked == "code":
            return {"code": sms.wait_for_code(seen)}
        mine.password = mine.new_password
        return {"new_password": mine.new_password, "new_password_again": mine.new_password}


def _asked_by(page: requests.Response) -> tuple[Form | None, str]:
    """The form of a login page, and the step it belongs to."""
    for asked in ("username", "code", "new_password"):
        for form in forms_of(page.text, page.url):
            if asked in form.values and form.method == "post" and urlsplit(page.url).path.startswith("/id/"):
                return form, asked
    return None, ""


def _body(answer: requests.Response) -> Any:
    return answer.json() if answer.content else None


def _refusal(answer: requests.Response, call: str) -> Exception:
    try:
        problem = answer.json()
        code, detail = str(problem["code"]), str(problem.get("detail", ""))
    except (ValueError, KeyError, TypeError):
        return Misbehaved(f"{call} answers {answer.status_code} without a problem code.")
    if answer.status_code >= 500:
        return Misbehaved(f"{call} answers {answer.status_code} {code}.")
    errors = "; ".join(f"{error.get('field')}: {error.get('message')}" for error in problem.get("errors", []))
    return Refused(answer.status_code, code, errors or detail)
