"""A simulated user logs in through the pages and uses the API of a fake portal with the checks of the real one."""
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask, Response, jsonify, make_response, redirect, request
from werkzeug.serving import make_server

from cli.endings import Misbehaved
from cli.people.html_forms import forms_of
from cli.people.person import Credentials, LoginFailed, Person, Refused

PHONE = "+31612345671"


@dataclass
class FakePortal:
    """Login pages, messages and one API route; records the requests."""

    must_change: bool = False
    code: str = "042137"
    messages: list[dict[str, str]] = field(default_factory=list)
    password: str = "Geheim-1"
    keys: list[str] = field(default_factory=list)
    sessions_end: int = 0
    logins: int = 0

    def app(self) -> Flask:
        app = Flask("portal")
        app.add_url_rule("/login", view_func=self.login)
        app.add_url_rule("/id/inloggen", view_func=self.password_page, methods=["GET", "POST"])
        app.add_url_rule("/id/inloggen/code", view_func=self.code_page, methods=["GET", "POST"])
        app.add_url_rule("/id/wachtwoord-wijzigen", view_func=self.new_password_page, methods=["GET", "POST"])
        app.add_url_rule("/callback", view_func=self.callback)
        app.add_url_rule("/", "start", view_func=lambda: "<h1>Start</h1><form method=get action=/zoeken><input name=q></form>")
        app.add_url_rule("/session", "session", view_func=lambda: jsonify(csrf_token="portal-token"))
        app.add_url_rule("/dev/messages", "messages", view_func=lambda: jsonify(
            items=[one for one in reversed(self.messages) if one["to"] == request.args["to"]]))
        app.add_url_rule("/api/absence/v1/employees", view_func=self.employees, methods=["GET", "POST"])
        return app

    def login(self) -> Any:
        self.logins += 1
        answer = make_response(redirect("/id/inloggen"))
        answer.set_cookie("__Host-aanmelden", "1", secure=True, path="/")
        return answer

    def password_page(self) -> Any:
        if request.method == "POST" and self._is_own_form() and request.form["password"] == self.password:
            number = len(self.messages)
            self.messages.append({"id": str(number), "to": PHONE, "text": f"Uw code is {self.code}.",
                                  "sent_at": f"2026-03-02T12:00:{number:02}+00:00"})
            return redirect("/id/inloggen/code", 303)
        return _form("username", "password")

    def code_page(self) -> Any:
        if request.method == "POST" and self._is_own_form() and request.form["code"] == self.code:
            return redirect("/id/wachtwoord-wijzigen" if self.must_change else "/callback", 303)
        return _form("code") + '<form method="post" action="/id/inloggen/code/opnieuw"><button>Opnieuw</button></form>'

    def new_password_page(self) -> Any:
        given = request.form
        if request.method == "POST" and self._is_own_form() and given["new_password"] == given["new_password_again"]:
            self.password, self.must_change = request.form["new_password"], False
            return redirect("/callback", 303)
        return _form("new_password", "new_password_again")

    def callback(self) -> Any:
        answer = make_response(redirect("/"))
        answer.set_cookie("__Host-ontzorg", "session", secure=True, path="/")
        return answer

    def employees(self) -> Any:
        if self.sessions_end:
            self.sessions_end -= 1
            return _problem(401, "token.missing")
        if request.cookies.get("__Host-ontzorg") != "session":
            return _problem(401, "token.missing")
        if request.method == "POST":
            if request.headers.get("X-CSRF-Token") != "portal-token":
                return _problem(403, "csrf.missing")
            self.keys.append(request.headers["Idempotency-Key"])
            return jsonify(employee_id="1") if request.get_json()["annual_wage"] != "0.00" else _problem(422, "wage.invalid")
        page = int(request.args.get("cursor", "0"))
        return jsonify(items=[{"n": page}], next=str(page + 1) if page < 2 else None)

    def _is_own_form(self) -> bool:
        return request.form["csrf_token"] == "form-token" and "__Host-aanmelden" in request.cookies


def _form(*names: str) -> str:
    fields = "".join(f'<input name="{name}" value="">' for name in names)
    return f'<form method="post"><input type="hidden" name="csrf_token" value="form-token">{fields}<button>Verder</button></form>'


def _problem(status: int, code: str) -> Response:
    return Response(f'{{"status": {status}, "code": "{code}", "detail": "Dit kan niet."}}', status,
                    content_type="application/problem+json")


@pytest.fixture
def portal() -> FakePortal:
    return FakePortal()


@pytest.fixture
def address(portal: FakePortal) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, portal.app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def person(address: str, password: str = "Geheim-1") -> Person:
    return Person(address, Credentials("anja", password, PHONE, new_password="Nieuw-2026"))


class TestLogIn:
    def test_goes_through_password_and_code(self, address: str) -> None:
        anja = person(address)

        anja.log_in()

        assert anja.get("absence", "/employees")["items"] == [{"n": 0}]

    def test_takes_the_newest_code(self, address: str, portal: FakePortal) -> None:
        portal.messages.append({"id": "old", "to": PHONE, "text": "Uw code is 999999.", "sent_at": "2027-01-01T00:00:00+00:00"})

        person(address).log_in()

    def test_replaces_a_temporary_password_where_it_is_asked(self, address: str, portal: FakePortal) -> None:
        portal.must_change = True

        person(address).log_in()

        assert portal.password == "Nieuw-2026"

    def test_says_that_a_password_does_not_work(self, address: str) -> None:
        with pytest.raises(LoginFailed, match="anja cannot log in: the page that asks username came again"):
            person(address, "verkeerd").log_in()

    def test_logs_in_again_when_the_session_has_ended(self, address: str, portal: FakePortal) -> None:
        anja = person(address)
        anja.log_in()
        portal.sessions_end = 1

        anja.get("absence", "/employees")

        assert portal.logins == 2


class TestCalls:
    def test_reads_a_list_to_its_end(self, address: str) -> None:
        anja = person(address)
        anja.log_in()

        assert [item["n"] for item in anja.list("absence", "/employees")] == [0, 1, 2]

    def test_gives_every_write_a_key_of_its_own(self, address: str, portal: FakePortal) -> None:
        anja = person(address)
        anja.log_in()

        anja.post("absence", "/employees", {"annual_wage": "1.00"})
        anja.post("absence", "/employees", {"annual_wage": "1.00"})

        assert len(set(portal.keys)) == 2

    def test_tells_status_and_code_of_a_refusal(self, address: str) -> None:
        anja = person(address)
        anja.log_in()

        with pytest.raises(Refused) as refusal:
            anja.post("absence", "/employees", {"annual_wage": "0.00"})

        assert (refusal.value.status, refusal.value.code) == (422, "wage.invalid")

    def test_does_not_take_a_page_for_an_answer(self, address: str) -> None:
        anja = person(address)
        anja.log_in()

        with pytest.raises(Misbehaved, match="answers 404 without a problem code"):
            anja.get("absence", "/nothing")


class TestForms:
    def test_reads_hidden_values_and_leaves_buttons_out(self) -> None:
        html = ('<form action="/x" method="POST"><input type=hidden name=a value=1><input type=submit name=b value=2></form>'
                "<input name=c>")

        (form,) = forms_of(html, "http://portal/y")

        assert (form.action, form.method, form.values) == ("http://portal/x", "post", {"a": "1"})
