"""What the pages with the security log share: the period, the pages and the rows."""
from collections.abc import Callable
from datetime import timedelta

from flask import Response, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.view.accounts.security_events import LogEntry
from services.gateway.view.formatting import short_day
from services.gateway.view.forms import Form
from services.gateway.view.trail import Trail
from shared.fields.dates import QUERY_DATE

LONGEST = timedelta(days=366)


def log_page(template: str, path: str, load: Callable[..., Json]) -> tuple[str, int]:
    """A page of the log, of the period that the address asks for.

    :param load: takes ``cursor``, ``from`` and ``to``
    """
    form = Form(request.args.to_dict())
    first, last = _period(form)
    found = {"from": first, "to": last} if form.is_good else {}
    trail = Trail.of(path, request.args, {"van": form["van"], "tot": form["tot"]})
    page = load(cursor=trail.cursor, **found) if form.is_good else {"items": [], "next": None}
    shown = render_template(template, form=form, path=path, entries=[LogEntry.of(event) for event in page["items"]],
                            previous=trail.previous, next=trail.next(page["next"]))
    return shown, 200 if form.is_good else 422


def export(path: str, template: str, load: Callable[..., bytes]) -> Response | tuple[str, int]:
    """The log of a period of at most a year as a file of JSON lines; the page again if the period is wrong."""
    today = services().clock.today()
    form = Form({"van": short_day(today - LONGEST), "tot": short_day(today)} | {k: v for k, v in request.args.items() if v})
    first, last = _period(form, longest=LONGEST)
    if not form.is_good:
        return render_template(template, form=form, path=path, entries=[], previous=None, next=None), 422
    return Response(load(first=first, last=last), mimetype="application/x-ndjson",
                    headers={"Content-Disposition": f"attachment; filename=logboek-{first}-{last}.ndjson"})


def _period(form: Form, longest: timedelta | None = None) -> tuple[str, str]:
    today = services().clock.today()
    first, last = (form.date(name, QUERY_DATE, today=today) for name in ("van", "tot"))
    if first and last and first > last:
        form.refuse("tot", "De laatste dag kan niet voor de eerste liggen.")
    if longest and first and last and last - first > longest:
        form.refuse("tot", "Kies een periode van ten hoogste een jaar.")
    return first.isoformat() if first else "", last.isoformat() if last else ""
