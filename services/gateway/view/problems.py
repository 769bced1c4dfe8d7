"""Error responses: problem+json for programs, a Dutch page for people, with the correlation id of the logs."""
import json
import logging
from urllib.parse import quote

from flask import Flask, Response, g, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.edge.protection import CsrfMissing, EmployerChanged, TlsMissing
from services.gateway.edge.upstream import RETRY_AFTER_SECONDS, UpstreamAway, UpstreamSlow
from services.gateway.signin.identity_provider import LoginRefused
from services.gateway.signin.visitor import SessionLost
from services.gateway.view import drafts
from shared.documents.pdf import DocumentFailed, DocumentTooLarge
from shared.observability.tracing import current_trace
from shared.web.problem_texts import code_of, sentence_of, title_of, type_of

log = logging.getLogger(__name__)

COME_BACK_LATER = (429, 503)

TEXTS = {
    400: ("Dit verzoek klopt niet", "Ga terug en probeer het opnieuw."),
    401: ("U bent niet ingelogd", "Log in en probeer het opnieuw."),
    403: ("U heeft dit recht niet", "Vraag de hoofdcontactpersoon van uw bedrijf om dit recht, of laat een collega dit doen."),
    404: ("Deze pagina bestaat niet", "Misschien is het adres verkeerd getypt, of is wat u zoekt niet van uw bedrijf."),
    405: ("Dit kan hier niet", "Ga terug en probeer het opnieuw."),
    409: ("Dit kan nu niet", "De gegevens zijn intussen gewijzigd. Ga terug en kijk opnieuw."),
    413: ("Dit bestand is te groot", "Verstuur een kleiner bestand, van hoogstens 8 MB."),
    422: ("Dit kunnen wij zo niet verwerken", "Ga terug en controleer wat u heeft ingevuld."),
    429: ("Het gaat even te snel", "Wacht een minuut en probeer het dan opnieuw."),
    500: ("Er ging iets mis bij ons", "Wij zijn gewaarschuwd. Probeer het over een paar minuten opnieuw."),
    503: ("Dit onderdeel is even niet bereikbaar", "De rest van het portaal werkt. Probeer het over een minuut opnieuw."),
    504: ("Dit duurt te lang", "Het antwoord liet te lang op zich wachten. Kijk eerst of uw wijziging is verwerkt."),
}
STAFF_ADVICE = {
    403: "Deze pagina hoort bij een andere rol. Past uw rol niet bij uw werk? Vraag de beheerder van het platform.",
    404: "Misschien is het adres verkeerd getypt, of is dit intussen gewijzigd of gesloten."}
"""What staff can do about it, where that differs."""


def is_program() -> bool:
    """Whether the caller expects JSON: calls of the API and of development routes."""
    return request.path.startswith(("/api/", "/dev/", "/session", "/id/oauth/"))


def problem(status: int, *, code: str | None = None, detail: str | None = None) -> AnyResponse:
    """A response with this status, as JSON or page."""
    title, advice = TEXTS.get(status, TEXTS[500] if status >= 500 else TEXTS[400])
    trace = current_trace()
    if is_program():
        code = code or code_of(status)
        body = {"type": type_of(code), "title": title_of(status), "status": status, "detail": detail or sentence_of(status),
                "instance": request.path, "code": code, "request_id": trace.request_id,
                "correlation_id": trace.correlation_id}
        answer = Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
    else:
        page = render_template("problem.html", title=title, detail=detail, advice=advice, status=status,
                               staff_advice=STAFF_ADVICE.get(status, advice))
        answer = Response(page, status, content_type="text/html; charset=utf-8")
    if status in COME_BACK_LATER:
        answer.headers["Retry-After"] = str(g.get("retry_after", RETRY_AFTER_SECONDS))
    return answer


def register(app: Flask) -> None:
    """Register the error handlers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SessionLost, lambda _: to_login())
    app.register_error_handler(CsrfMissing, lambda _: _csrf())
    app.register_error_handler(TlsMissing, lambda _: problem(403, code="tls.required", detail="Roep dit adres aan met https."))
    app.register_error_handler(EmployerChanged, lambda _: _employer_changed())
    app.register_error_handler(ServiceRefused, _refused)
    app.register_error_handler(UpstreamAway, lambda error: _no_answer(error, 503))
    app.register_error_handler(UpstreamSlow, lambda error: _no_answer(error, 504))
    app.register_error_handler(LoginRefused, _login_refused)
    app.register_error_handler(DocumentFailed, _no_document)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> AnyResponse:
    if error.code is not None and error.code < 400:
        return error.get_response()
    answer = problem(error.code or 500)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            answer.headers[name] = value
    return answer


def to_login() -> AnyResponse:
    """Redirect to login and back, keeping a sent form; programs get 401."""
    if is_program():
        answer = problem(401)
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    drafts.keep()
    address = "/login?naar=" + quote(drafts.page_of_request(), safe="")
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": address})
    return redirect(address)


def _csrf() -> AnyResponse:
    if not is_program() and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        drafts.keep()
        return redirect(drafts.page_of_request())
    return problem(403, code="csrf.missing", detail="Dit verzoek kwam niet van een van onze eigen pagina's.")


def _employer_changed() -> AnyResponse:
    employer = services().visitor().employer
    now = f"U werkt nu voor {employer.name}. " if employer else ""
    return problem(409, code="employer.changed", detail=f"{now}Dit formulier was van een ander bedrijf. Er is niets verstuurd. "
                                                        "Wissel eerst van bedrijf en open de pagina opnieuw.")


def _refused(error: ServiceRefused) -> AnyResponse:
    return problem(error.status, code=error.code, detail=error.detail if error.status != 404 else None)


def _no_answer(error: Exception, status: int) -> AnyResponse:
    log.warning("a service does not answer", extra={"upstream": str(error), "status": status})
    return problem(status)


def _login_refused(error: LoginRefused) -> AnyResponse:
    log.warning("login refused: %s", error)
    return problem(503)


def _no_document(error: DocumentFailed) -> AnyResponse:
    if isinstance(error, DocumentTooLarge):
        return problem(422, code="document.too_large", detail="Dit is te lang voor een PDF. Kies een kortere periode of "
                                                              "een andere vorm.")
    log.error("a document failed: %s", type(error).__name__)
    return problem(503)


def _unexpected(error: Exception) -> AnyResponse:
    log.exception("unexpected %s", type(error).__name__)
    return problem(500)
