"""Limits on posted passwords and codes: by address and user name, and by the memory that passwords take."""
import math
from collections.abc import Iterator

from flask import Flask, request
from werkzeug.wrappers import Response as AnyResponse

from services.identity.hashing import TooBusy
from services.identity.oauth.context import settings
from services.identity.pages.ask_account import PATH as ASK_ACCOUNT
from services.identity.pages.rendering import page
from shared.db.rate_limits import Limit, RateLimits
from shared.web.problems import problem

NOT_OF_LOGIN = ("/oauth/", "/v1/", "/admin/", "/dev/", "/sms/")
"""The protocol, the API and receipts, which take no password."""
ACCOUNT_REQUESTS_OF_ADDRESS, ACCOUNT_REQUESTS_OF_ALL = 5, 60
"""Requests for an account in a minute."""


def limit_login_steps(app: Flask, counted: RateLimits) -> None:
    """Answer 429 to too many posts to the pages, before a password is compared."""
    @app.before_request
    def count() -> AnyResponse | None:
        if request.method != "POST" or request.path.startswith(NOT_OF_LOGIN):
            return None
        address, own = request.remote_addr or "", settings()
        seconds = counted.count([Limit("login step", address, own.logins_a_minute), *_of_requests(address)])
        if seconds is None and (name := request.form.get("username")):
            seconds = counted.count_login(name, address, own.logins_of_one_name_a_minute)
        return None if seconds is None else _come_back_later("refused/too_many.html", 429, seconds)


def _of_requests(address: str) -> Iterator[Limit]:
    """Of the form for strangers, whose requests acceptance reads one by one."""
    if request.path == ASK_ACCOUNT:
        yield Limit("account request", address, ACCOUNT_REQUESTS_OF_ADDRESS)
        yield Limit("account request", "all addresses", ACCOUNT_REQUESTS_OF_ALL)


def answer_busy(busy: TooBusy) -> AnyResponse:
    """Answer 503: passwords cannot be checked soon enough."""
    if request.path.startswith(NOT_OF_LOGIN):
        return problem(503, headers={"Retry-After": str(math.ceil(busy.seconds))})
    return _come_back_later("refused/busy.html", 503, busy.seconds)


def _come_back_later(template: str, status: int, seconds: float) -> AnyResponse:
    whole = max(1, math.ceil(seconds))
    response = page(template, status, seconds=whole)
    response.headers["Retry-After"] = str(whole)
    return response
