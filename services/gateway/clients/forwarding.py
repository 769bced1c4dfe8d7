"""Forwards ``/api/<service>/…`` to the services and ``/id/…`` to identity, so that browsers use a single origin."""
from urllib.parse import quote, urlencode, urlsplit

from flask import Blueprint, Response, abort, request
from urllib3 import BaseHTTPResponse

from services.gateway.edge.access import PUBLIC, Entrance, Protection, protect_all
from services.gateway.edge.protection import check_csrf
from services.gateway.edge.upstream import READS, Upstream
from services.gateway.settings import Settings
from services.gateway.signin.gate import Gate
from services.gateway.signin.visitor import Doorkeeper

API_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
HOP_BY_HOP = {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
              "upgrade", "host", "content-length"}
"""Hop-by-hop headers, and headers that are set again for the next connection."""
NOT_PASSED_BACK = HOP_BY_HOP - {"content-length"}
CHUNK_BYTES = 65_536
TO_API = {"accept", "accept-language", "content-type", "idempotency-key", "if-match", "if-none-match", "range"}
PUBLIC_ROOTS = ("v1/", "admin/v1/")
"""Of a service's API; what lies below admin its services open to administrators of the platform alone."""
CLOSED_AT_IDENTITY = ("v1", "health", "metrics", "admin", "dev", "openapi.json")
"""Parts of identity that are reached another way, or not at all from outside."""


def blueprint(settings: Settings, upstream: Upstream, doorkeeper: Doorkeeper, gate: Gate) -> Blueprint:
    """The blueprint with both forwarding routes."""
    ways = protect_all(Blueprint("forwarding", __name__), Protection(Entrance.TOKEN_OR_SESSION))

    @ways.route("/api/<service>/<path:path>", methods=API_METHODS)
    def to_api(service: str, path: str) -> Response:
        """Forward a call to a service's public API."""
        if service not in settings.service_urls or not _is_api_path(path):
            abort(404)
        token = bearer_token() or _token_of_session(doorkeeper)
        headers = _headers(TO_API) | {"Authorization": f"Bearer {token}"}
        answer = _pass_on(upstream, service, f"/{quote(path, safe=_PATH)}", headers)
        if answer.status == 401 and not bearer_token():
            answer.close()
            headers["Authorization"] = f"Bearer {doorkeeper.access_token(other_than=token)}"
            answer = _pass_on(upstream, service, f"/{quote(path, safe=_PATH)}", headers)
        return _answer(answer)

    @ways.route("/api/v1/<service>/<path:path>", methods=API_METHODS)
    def to_public_api(service: str, path: str) -> Response:
        """The same, at the address of the API's document: the version is at its root."""
        return to_api(service, f"v1/{path}")

    @ways.before_request
    def only_identitys_tokens() -> None:
        """Refuse tokens that identity did not sign."""
        if token := bearer_token():
            gate.check(token)

    ways.register_blueprint(_to_identity(settings, upstream))
    return ways


def _to_identity(settings: Settings, upstream: Upstream) -> Blueprint:
    identity = protect_all(Blueprint("identity", __name__), PUBLIC)  # identity checks its own

    @identity.route("/id/", methods=API_METHODS, defaults={"path": ""})
    @identity.route("/id/<path:path>", methods=API_METHODS)
    def to_identity(path: str) -> Response:
        """Forward to the login pages and the OAuth2 endpoints."""
        if not _is_clean(path) or path.split("/")[0] in CLOSED_AT_IDENTITY:
            abort(404)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        headers |= _seen_as(settings) | {"Cookie": _cookies_of_identity(settings)}
        return _answer(_pass_on(upstream, "identity", f"/{quote(path, safe=_PATH)}", headers))

    return identity


_PATH = "/-._~!$&'()*+,;=:@"


def bearer_token() -> str | None:
    """The bearer token of a call to the API; None for client credentials sent to identity."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and request.path.startswith("/api/") else None


def _token_of_session(doorkeeper: Doorkeeper) -> str:
    doorkeeper.visitor()
    if request.method not in READS:
        check_csrf()
    return doorkeeper.access_token()


def _is_clean(path: str) -> bool:
    return not any(part in (".", "..") for part in path.split("/")) and "\\" not in path


def _is_api_path(path: str) -> bool:
    return path.startswith(PUBLIC_ROOTS) and _is_clean(path)


def _headers(names: set[str]) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name.lower() in names}


def _seen_as(settings: Settings) -> dict[str, str]:
    public = urlsplit(settings.public_url)
    return {"X-Forwarded-Proto": public.scheme, "X-Forwarded-Host": public.netloc, "X-Forwarded-Prefix": "/id",
            "X-Forwarded-For": request.remote_addr or ""}


def _cookies_of_identity(settings: Settings) -> str:
    """The browser's cookies without the portal's session cookie, which identity must not see."""
    return "; ".join(f"{name}={value}" for name, value in request.cookies.items() if name != settings.cookie_name)


def _pass_on(upstream: Upstream, service: str, path: str, headers: dict[str, str]) -> BaseHTTPResponse:
    query = urlencode(list(request.args.items(multi=True)))
    return upstream.pass_on(service, request.method, f"{path}?{query}" if query else path, headers=headers,
                            body=request.get_data() or None)


def _answer(answer: BaseHTTPResponse) -> Response:
    response = Response(answer.stream(CHUNK_BYTES, decode_content=False), answer.status)
    response.headers.clear()
    for name, value in answer.headers.items():
        if name.lower() not in NOT_PASSED_BACK:
            response.headers.add(name, value)
    response.call_on_close(answer.close)
    return response
