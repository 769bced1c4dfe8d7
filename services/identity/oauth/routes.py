"""The endpoints of the protocol."""
# mypy: disable-error-code="no-untyped-call"
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from authlib.common.urls import add_params_to_uri
from authlib.oauth2 import OAuth2Error
from authlib.oidc.core import UserInfo
from flask import Blueprint, Response, current_app, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.identity import queries
from services.identity.domain.login.code import Channel
from services.identity.domain.login.factors import AMR, Factor
from services.identity.domain.login.login import LoginStep
from services.identity.oauth.context import in_transaction, machine_now, public_keys, settings
from services.identity.oauth.introspection import describe_access_token
from services.identity.oauth.metadata import provider_metadata
from services.identity.oauth.revocation import ReadAccessToken, find_token
from services.identity.oauth.server import provider
from services.identity.oauth.session_cookie import device_token, give_cookie, login_token, take_cookie
from services.identity.oauth.subject import Subject, find_subject
from services.identity.pages.rendering import page
from services.identity.pages.steps import PAGES
from services.identity.queries import OpenLogin
from services.identity.usecases.login.begin_login import begin_login
from services.identity.usecases.sessions.touch_session import touch_session
from shared.web.access import public
from shared.web.problems import problem
from shared.web.transactions import transaction

blueprint = Blueprint("oauth", __name__)


@blueprint.get("/oauth/authorize")
@public
def authorize() -> AnyResponse:
    """The authorization endpoint: returns a code if the browser is signed in, otherwise shows the login page."""
    return in_transaction(_authorize)


def _authorize() -> AnyResponse:
    login = _present_login()
    subject = _subject_of(login)
    try:
        grant = provider().get_consent_grant(end_user=subject)
    except OAuth2Error as error:
        return _error_response(provider().handle_error_response(None, error))
    except ValueError:  # Authlib puts client input into descriptions, which must not contain quotes
        return _unusable()
    wants_fresh = grant.prompt == "login" and not (login and login.continue_to == _query())
    if subject is None or wants_fresh:
        return _begin_login(Channel(grant.client.row.code_channel or Channel.SMS), login)
    transaction(touch_session, login_id=subject.login_id)
    response: AnyResponse = provider().create_authorization_response(grant_user=subject, grant=grant)
    return response


def _begin_login(channel: Channel, present: OpenLogin | None) -> AnyResponse:
    """Start a login, or lead back to the step of the one in progress, for example in another tab."""
    token = transaction(begin_login, continue_to=_query(), channel=channel, present_token=login_token())
    step = present.step if present and token == login_token() else LoginStep.PASSWORD
    return give_cookie(redirect(url_for(PAGES[step]), 303), token)


def _query() -> str:
    return request.query_string.decode("ascii", "replace")


def _present_login() -> OpenLogin | None:
    token = login_token()
    if token is None:
        return None
    return transaction(queries.find_login, login_token=token, device_token=device_token(), idle=settings().idle_limit)


def _subject_of(login: OpenLogin | None) -> Subject | None:
    """The person signed in with this browser; the login time is converted to the machine's clock."""
    if login is None or login.step is not LoginStep.SIGNED_IN or login.account_id is None:
        return None
    if login.authenticated_at is None or login.factor is None:
        return None
    since = current_app.extensions["database"].clock.now() - login.authenticated_at
    return find_subject(login.account_id, auth_time=int((machine_now() - since).timestamp()), amr=AMR[Factor(login.factor)],
                        login_id=login.id, stays=login.stays)


def _error_response(answer: AnyResponse) -> AnyResponse:
    """Redirect an error to the portal with the issuer (RFC 9207 §2), or show it if a redirect is not allowed."""
    if not answer.location:
        return _unusable()
    answer.location = add_params_to_uri(answer.location, {"iss": settings().issuer})
    return answer


def _unusable() -> AnyResponse:
    return page("refused/unusable.html", 400)


def _answered(create: Callable[[], Any]) -> AnyResponse:
    """The response of a token endpoint; unexpected errors of Authlib become bad requests."""
    try:
        response: AnyResponse = in_transaction(create)
    except ValueError:
        response = jsonify(error="invalid_request")
        response.status_code = 400
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/oauth/token")
@public
def token() -> AnyResponse:
    """The token endpoint: for a code, a refresh token or client credentials."""
    return _answered(lambda: provider().create_token_response())


@blueprint.post("/oauth/revoke")
@public
def revoke() -> AnyResponse:
    """Revoke a token."""
    return _answered(lambda: provider().create_endpoint_response("revocation"))


@blueprint.post("/oauth/introspect")
@public
def introspect() -> AnyResponse:
    """Introspect a token."""
    return _answered(lambda: provider().create_endpoint_response("introspection"))


@blueprint.route("/oauth/userinfo", methods=["GET", "POST"])
@public
def userinfo() -> AnyResponse:
    """The profile of the bearer of an access token with scope `openid`."""
    return in_transaction(_userinfo)


def _userinfo() -> AnyResponse:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = find_token(text) if scheme.lower() == "bearer" else None
    claims = describe_access_token(token) if isinstance(token, ReadAccessToken) else {}
    subject = find_subject(str(claims["sub"])) if claims.get("active") else None
    if subject is None:
        return problem(401, headers={"WWW-Authenticate": 'Bearer realm="ontzorg", error="invalid_token"'})
    return jsonify(UserInfo(**subject.profile()).filter(claims["scope"]))


@blueprint.route("/oauth/logout", methods=["GET", "POST"])
@public
def logout() -> AnyResponse:
    """End the browser's session; without the portal's ID token the person must confirm."""
    return in_transaction(_logout)


def _logout() -> AnyResponse:
    server = provider()
    try:
        asked = server.validate_endpoint_request("end_session")
    except (OAuth2Error, ValueError):
        return _unusable()
    login = _present_login()
    is_confirmed = login is None or request.form.get("csrf_token") == login.csrf_token
    if asked.needs_confirmation and not is_confirmed:
        return page("sign_out.html", 200, csrf_token=login.csrf_token if login else "", asked=_kept_parameters())
    response = server.create_endpoint_response("end_session", asked) or page("signed_out.html", 200, url=settings().public_url)
    return take_cookie(response)


def _kept_parameters() -> dict[str, str]:
    """Parameters to repeat in the request after the confirmation."""
    names = ("client_id", "post_logout_redirect_uri", "state")
    return {name: values[0] for name, values in parse_qs(_query()).items() if name in names}


@blueprint.get("/oauth/jwks")
@public
def jwks() -> Response:
    """The public keys: the active one, and retired ones until their tokens expire."""
    response = jsonify(in_transaction(lambda: public_keys().as_dict(private=False)))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@blueprint.get("/.well-known/openid-configuration")
@blueprint.get("/.well-known/oauth-authorization-server")
@public
def discovery() -> Response:
    """The discovery document."""
    return jsonify(provider_metadata(settings().issuer))
