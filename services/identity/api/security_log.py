"""HTTP API of the security log: of the own account, of the main contact's employer, and of the whole platform."""
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Response, stream_with_context

from services.identity.api.schemas import ExportQuery, SecurityEventSchema, SecurityLogQuery
from services.identity.domain.accounts.account import AccountKind
from services.identity.queries import LogFilter, SecurityEventView, list_security_events
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden, RuleViolated
from shared.web.access import current_actor, own_account, requires
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import MAX_LIMIT, Page
from shared.web.transactions import read

blueprint = Blueprint("security_log", __name__)

READERS = ("platform_admin", "camas_helpdesk")
LONGEST_EXPORT = timedelta(days=366)
EVENTS = list_of(SecurityEventSchema)


@blueprint.get("/v1/own-account/security-events")
@own_account
@blueprint.arguments(SecurityLogQuery, location="query")
@blueprint.response(200, EVENTS)
def get_own_events(query: dict[str, Any]) -> Any:
    """List what happened to the own account, newest first."""
    return _page(query | {"account_id": current_actor().account_id})


@blueprint.get("/v1/security-events")
@requires("RIGHTS_MANAGEMENT")
@blueprint.arguments(SecurityLogQuery, location="query")
@blueprint.response(200, EVENTS)
def get_events_of_employer(query: dict[str, Any]) -> Any:
    """List what happened to the accounts of the main contact's employer, newest first."""
    return _page(query | {"employer_id": _employer_of_main_contact(current_actor())})


@blueprint.get("/v1/security-events/export")
@requires("RIGHTS_MANAGEMENT")
@blueprint.arguments(ExportQuery, location="query")
@blueprint.response(200, content_type="application/x-ndjson")
def export_events_of_employer(query: dict[str, Any]) -> Response:
    """Stream the events of at most a year as JSON lines."""
    return _export(query | {"employer_id": _employer_of_main_contact(current_actor())})


@blueprint.get("/admin/v1/security-events")
@requires(roles=READERS)
@blueprint.arguments(SecurityLogQuery, location="query")
@blueprint.response(200, EVENTS)
def get_all_events(query: dict[str, Any]) -> Any:
    """List what happened to all accounts, newest first."""
    return _page(query)


@blueprint.get("/admin/v1/security-events/export")
@requires(roles=READERS)
@blueprint.arguments(ExportQuery, location="query")
@blueprint.response(200, content_type="application/x-ndjson")
def export_all_events(query: dict[str, Any]) -> Response:
    """Stream the events of at most a year as JSON lines."""
    return _export(query)


def _employer_of_main_contact(actor: Actor) -> str | None:
    """The employer whose log a main contact reads (domain.md §7.5, C12)."""
    if actor.kind != AccountKind.MAIN_CONTACT:
        raise Forbidden("right.main_contact_only", "Dit is alleen voor de hoofdcontactpersoon.")
    return actor.employer_id


def _page(query: dict[str, Any]) -> Page[SecurityEventView]:
    cursor, limit = query.pop("cursor"), query.pop("limit")
    return read(list_security_events, found=LogFilter(**query), reader_employer_id=current_actor().employer_id, cursor=cursor,
                limit=limit)


def _export(query: dict[str, Any]) -> Response:
    if not timedelta(0) <= query["last"] - query["first"] <= LONGEST_EXPORT:
        raise RuleViolated("input.period", "Geef een periode van ten hoogste een jaar, waarvan het begin voor het einde ligt.",
                           field="to")
    lines = _lines(LogFilter(**query), current_actor().employer_id)
    return Response(stream_with_context(lines), mimetype="application/x-ndjson",
                    headers={"Content-Disposition": "attachment; filename=logboek.ndjson"})


def _lines(found: LogFilter, reader_employer_id: str | None) -> Iterator[str]:
    schema, cursor = SecurityEventSchema(), None
    while True:
        events = read(list_security_events, found=found, reader_employer_id=reader_employer_id, cursor=cursor, limit=MAX_LIMIT)
        yield from (json.dumps(schema.dump(event), ensure_ascii=False) + "\n" for event in events.items)
        cursor = events.next
        if cursor is None:
            return
