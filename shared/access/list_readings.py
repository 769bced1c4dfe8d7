"""Reading a list of health data leaves a row, as reading a dossier does; who may see the audit log sees the rows."""
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from marshmallow import Schema
from marshmallow import fields as ma
from sqlalchemy import bindparam, insert, select

from shared.db.mechanism import list_reading as table
from shared.db.prepared import Prepared
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.access import current_actor, may_read
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import Page, PageQuery, page_by_number
from shared.web.transactions import database, read

P = ParamSpec("P")

_NOTE = Prepared(insert(table).values({
    name: bindparam(name) for name in ("list", "account_id", "role", "employer_id", "found", "read_at")}))

blueprint = Blueprint("list_readings", __name__, url_prefix="/v1/list-readings")


def read_list(name: str, query: Callable[Concatenate[Session, P], Any], *args: P.args, **kwargs: P.kwargs) -> Any:
    """Run a query that lists health data, and note who read how many; the row is sent with the commit.

    :param name: of the list, as in its path
    """
    actor = current_actor()
    with database().transaction() as session:
        found = query(session, *args, **kwargs)
        session.later(_NOTE(list=name, account_id=actor.account_id, role=actor.shown_role, employer_id=actor.employer_id,
                            found=len(found.items), read_at=session.clock.now()))
        return found


class ListReadingSchema(Schema):
    """A list that was read."""

    list = ma.String()
    account_id = ma.String()
    role = ma.String()
    employer_id = ma.String(allow_none=True)
    found = ma.Integer()
    read_at = ma.AwareDateTime(format="iso")


@blueprint.get("")
@may_read("audit_log")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ListReadingSchema))
def get_list_readings(query: dict[str, Any]) -> Any:
    """Who read lists of health data, latest first: of the own employer's accounts, or all for the administration."""
    return read(_list_readings, actor=current_actor(), **query)


def _list_readings(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[Any]:
    own = [] if actor.employer_id is None else [table.c.employer_id == actor.employer_id]
    return page_by_number(session, select(table).where(*own), key=table.c.id, view=lambda row: row, cursor=cursor, limit=limit,
                          is_newest_first=True)
