"""Calls to the services: one connection pool, timeouts, a breaker for each service, and trace headers."""
import time
from collections.abc import Mapping
from contextlib import nullcontext
from contextvars import ContextVar
from functools import partial
from typing import Any

import requests
from flask import has_request_context, request
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError
from urllib3.util import Retry

from services.gateway.edge.breaker import Breaker
from services.gateway.settings import Settings
from shared.observability.tracing import current_trace
from shared.web.deadlines import HEADER as ANSWER_WITHIN

RETRY_AFTER_SECONDS = 5
READS = ("GET", "HEAD")
KEPT_CONNECTIONS = 64

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class UpstreamAway(Exception):
    """A service refused or broke the connection."""


class UpstreamSlow(Exception):
    """A service did not respond in time."""


def answer_before(deadline: float) -> None:
    """Limit the calls of this context: they end at this time of the monotonic clock, with `UpstreamSlow`."""
    _deadline.set(deadline)


class Upstream:
    """Sends requests to services by name."""

    def __init__(self, settings: Settings) -> None:
        self._urls = settings.service_urls
        self._timeout = (settings.connect_seconds, settings.answer_seconds)
        self._of_reads = (settings.connect_seconds, settings.read_seconds)
        self._breakers = {name: Breaker(name, (UpstreamAway, UpstreamSlow), partial(UpstreamAway, name)) for name in self._urls}
        self._http = requests.Session()
        self._http.trust_env = False
        retry = Retry(total=1, connect=1, read=False, status=0, redirect=0)
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, HTTPAdapter(pool_connections=8, pool_maxsize=KEPT_CONNECTIONS, max_retries=retry))
        self._pool = PoolManager(num_pools=8, maxsize=KEPT_CONNECTIONS, retries=retry,
                                 timeout=Timeout(connect=settings.connect_seconds, read=settings.answer_seconds))

    def send(self, service: str, method: str, path: str, *, headers: Mapping[str, str] | None = None,
             timeout: tuple[float, float] | None = None, **how: Any) -> requests.Response:
        """Send one request; `how` is passed to requests (params, json, data, stream).

        :param timeout: seconds to connect and to answer, for a call that says nothing about the service's health

        :raises UpstreamAway: if the service cannot be reached
        :raises UpstreamSlow: if it does not answer in time
        """
        self._http.cookies.clear()
        patience = self._patience(service, timeout or (self._of_reads if method in READS else self._timeout))
        how |= {"headers": _traced(headers or {}, patience), "timeout": patience, "allow_redirects": False}
        with self._breakers[service] if timeout is None else nullcontext():
            try:
                return self._once_or_again(method, self._urls[service] + path, how)
            except requests.ReadTimeout as problem:
                raise UpstreamSlow(service) from problem
            except requests.RequestException as problem:
                raise UpstreamAway(service) from problem

    def pass_on(self, service: str, method: str, path: str, *, headers: Mapping[str, str],
                body: bytes | None) -> BaseHTTPResponse:
        """Forward a request unchanged, without reading or decoding the response: a fifth of the cost of `send`.

        :param path: with the query, encoded
        :raises UpstreamAway: if the service cannot be reached
        :raises UpstreamSlow: if it does not answer in time
        """
        with self._breakers[service]:
            return self._pass_on(service, method, path, headers, body)

    def _pass_on(self, service: str, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> BaseHTTPResponse:
        attempts = 2 if method in READS else 1
        while True:
            attempts -= 1
            try:
                return self._pool.request(method, self._urls[service] + path, body=body, headers=_traced(headers, self._timeout),
                                          redirect=False, preload_content=False, decode_content=False)
            except ReadTimeoutError as problem:
                raise UpstreamSlow(service) from problem
            except HTTPError as problem:
                if not attempts or isinstance(problem, MaxRetryError):
                    raise UpstreamAway(service) from problem

    def _patience(self, service: str, timeout: tuple[float, float]) -> tuple[float, float]:
        """Seconds to connect and to answer, within the deadline of the context."""
        connect, answer = timeout
        deadline = _deadline.get()
        if deadline is None:
            return connect, answer
        left = deadline - time.monotonic()
        if left <= 0:
            raise UpstreamSlow(service)
        return min(connect, left), min(answer, left)

    def _once_or_again(self, method: str, url: str, how: dict[str, Any]) -> requests.Response:
        """Repeat a read on a new connection if a pooled one was closed, as after a restart of the service."""
        try:
            return self._http.request(method, url, **how)
        except requests.ConnectionError:
            if method not in READS:
                raise
            return self._http.request(method, url, **how)


def _traced(headers: Mapping[str, str], timeout: tuple[float, float]) -> dict[str, str]:
    """Add trace headers, with the present span as parent, the timeout, and the client's address and browser."""
    trace = current_trace()
    return {**_seen_client(), **headers, "X-Request-ID": trace.request_id, "X-Correlation-ID": trace.correlation_id,
            "traceparent": trace.traceparent, ANSWER_WITHIN: str(timeout[1])}


def _seen_client() -> dict[str, str]:
    """Who is at the other end, for the security log; nothing outside a request."""
    if not has_request_context():
        return {}
    return {"X-Forwarded-For": request.remote_addr or "", "User-Agent": request.headers.get("User-Agent", "")}
