"""The second track of a case: started and ended by Perspectief; contacts, reports and a placement also by the employer."""
from collections.abc import Callable

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.conflict.withdrawal import REASONS as WITHDRAWALS
from services.gateway.view.formatting import as_date
from services.gateway.view.forms import NO, YES, Form
from services.gateway.view.layout import SEE_DOSSIERS, SICK_REPORTS, notify
from services.gateway.view.perspectief.second_track import REASONS, WORK, Track
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import ACTIVITY_COUNT, MONTH_WAGE
from shared.fields.text import parse_supplier
from shared.kernel.ids import new_id

pages = page_blueprint("second_track", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

PAGE = "/dossier/<absence_number>/tweede-spoor"
SECONDMENT = f"{PAGE}/<track_id>/detachering"
GUIDES = ("casemanager", "absence_consultant")
PLACERS = ("casemanager",)
TRACK = {"provider": "dienstverlener", "work": "werk", "started_on": "gestart_op"}
ENTRY = {"contacted_on": "contact_op", "reported_on": "verslag_op", "orientations": "orientaties",
         "applications": "sollicitaties", "reason": "reden"}
REQUEST = {"changed_on": "veranderd_op"}
PLACEMENT = {"start": "van", "end": "tot", "wage_value_month": "loonwaarde", "contract_wage_month": "loon",
             "durable": "duurzaam", "takeover_intention": "overname"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The tracks of the case, and what the visitor can do."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(PAGE)
@only_for(roles=GUIDES)
def start(absence_number: str) -> Response | tuple[str, int]:
    """Start a track."""
    form = Form(request.form.to_dict())
    body = {"work": form.choice("werk", WORK, "Kies voor welk werk het traject is."),
            "started_on": _day(form, "gestart_op", "Vul in wanneer het traject begon."),
            "provider": form.text("dienstverlener", parse_supplier) or None}
    return _done(absence_number, form, TRACK, "Het tweede spoor is gestart.", lambda key: services().second_track.start(
        absence_number, body, key=key, version=form.version))


@pages.post(f"{PAGE}/veranderd")
@only_for(SICK_REPORTS, roles=GUIDES)
def report_change(absence_number: str) -> Response | tuple[str, int]:
    """Report that the situation changed; the doctor judges again."""
    form = Form(request.form.to_dict())
    body = {"changed_on": _day(form, "veranderd_op", "Vul in vanaf welke dag de situatie anders is.")}
    return _done(absence_number, form, REQUEST, "De bedrijfsarts geeft een nieuw oordeel. De stap staat in het plan.",
                 lambda key: services().second_track.ask_step(
                     absence_number, "situation-changes", body, key=key, version=form.version))


@pages.post(f"{PAGE}/opnieuw-onderzoeken")
@only_for(roles=GUIDES)
def reassess(absence_number: str) -> Response | tuple[str, int]:
    """Ask the labour expert for a new assessment."""
    form = Form(request.form.to_dict())
    return _done(absence_number, form, REQUEST, "De arbeidsdeskundige onderzoekt de mogelijkheden opnieuw. De stap staat in het "
                 "plan.", lambda key: services().second_track.ask_step(
                     absence_number, "reassessments", {}, key=key, version=form.version))


@pages.post(f"{PAGE}/<track_id>/contact")
@only_for(SICK_REPORTS, roles=GUIDES)
def log_contact(absence_number: str, track_id: str) -> Response | tuple[str, int]:
    """Record a contact."""
    form = Form(request.form.to_dict())
    body = {"contacted_on": _day(form, "contact_op", "Vul in op welke dag er contact was.")}
    return _act(absence_number, track_id, form, "contacts", body, "Het contact is vastgelegd.")


@pages.post(f"{PAGE}/<track_id>/verslag")
@only_for(SICK_REPORTS, roles=GUIDES)
def report(absence_number: str, track_id: str) -> Response | tuple[str, int]:
    """Record a progress report."""
    form = Form(request.form.to_dict())
    body = {"reported_on": _day(form, "verslag_op", "Vul in van welke dag de rapportage is."),
            "orientations": _count(form, "orientaties"), "applications": _count(form, "sollicitaties")}
    return _act(absence_number, track_id, form, "progress-reports", body, "De voortgang is vastgelegd.")


@pages.post(f"{PAGE}/<track_id>/afsluiten")
@only_for(roles=GUIDES)
def close(absence_number: str, track_id: str) -> Response | tuple[str, int]:
    """End a track."""
    form = Form(request.form.to_dict())
    body = {"reason": form.choice("reden", REASONS, "Kies waarom het traject eindigt.")}
    return _act(absence_number, track_id, form, "closing", body, "Het tweede spoor is afgesloten.")


@pages.post(f"{PAGE}/<track_id>/contact/<contact_id>/intrekken")
@only_for(SICK_REPORTS, roles=GUIDES)
def take_contact_back(absence_number: str, track_id: str, contact_id: str) -> Response | tuple[str, int]:
    """Take back a contact that was recorded wrongly."""
    return _take_back(absence_number, track_id, f"contacts/{contact_id}")


@pages.post(f"{PAGE}/<track_id>/verslag/<report_id>/intrekken")
@only_for(SICK_REPORTS, roles=GUIDES)
def take_report_back(absence_number: str, track_id: str, report_id: str) -> Response | tuple[str, int]:
    """Take back a progress report that was recorded wrongly."""
    return _take_back(absence_number, track_id, f"progress-reports/{report_id}")


def _take_back(absence_number: str, track_id: str, what: str) -> Response | tuple[str, int]:
    form = Form(request.form.to_dict())
    body = {"reason": form.choice("waarom", WITHDRAWALS, "Kies waarom u dit intrekt.")}
    return _act(absence_number, track_id, form, f"{what}/withdrawal", body,
                "Dit is ingetrokken. Het blijft met de reden in het dossier staan.")


@pages.post(f"{PAGE}/<track_id>/intrekken/<placement_id>")
@only_for(SICK_REPORTS, roles=PLACERS)
def withdraw(absence_number: str, track_id: str, placement_id: str) -> Response | tuple[str, int]:
    """Take a placement back."""
    form = Form(request.form.to_dict())
    return _act(absence_number, track_id, form, f"placements/{placement_id}/withdrawal", {}, "De detachering is ingetrokken. Was "
                "het deelherstel al gemeld? Trek dat dan ook in, bij de ziekmelding.")


@pages.get(SECONDMENT)
@only_for(SICK_REPORTS, roles=PLACERS)
def ask_secondment(absence_number: str, track_id: str) -> str:
    """The form of a secondment."""
    return _secondment(absence_number, track_id, Form({"sleutel": new_id()}))


@pages.post(SECONDMENT)
@only_for(SICK_REPORTS, roles=PLACERS)
def place(absence_number: str, track_id: str) -> Response | tuple[str, int]:
    """Record a secondment; the employer then reports its partial recovery."""
    form = Form(request.form.to_dict())
    wages = {name: form.number(PLACEMENT[name], MONTH_WAGE, missing) for name, missing in (
        ("wage_value_month", "Vul de loonwaarde per maand in die wordt gefactureerd."),
        ("contract_wage_month", "Vul het gewone maandloon in."))}
    body: Json = {"start": _day(form, "van", "Vul de eerste dag in."), "end": _day(form, "tot", "Vul de laatste dag in."),
                  "durable": form.choice("duurzaam", (YES, NO), "Kies of het werk duurzaam is.") == YES,
                  "takeover_intention": form.choice("overname", (YES, NO), "Kies of het andere bedrijf wil overnemen.") == YES}
    body |= {name: None if wage is None else str(wage) for name, wage in wages.items()}
    if is_sent(form, PLACEMENT, lambda key: services().second_track.act(
            absence_number, track_id, "placements", body, key=key, version=form.version)):
        notify("De detachering is vastgelegd.")
        return redirect(_path(absence_number), 303)
    return _secondment(absence_number, track_id, form), 422


def _day(form: Form, name: str, missing: str) -> str | None:
    day = form.date(name, CASE_DATE, missing, today=services().clock.today())
    return None if day is None else day.isoformat()


def _count(form: Form, name: str) -> int:
    return int(form.text(name, lambda raw: str(ACTIVITY_COUNT.parse_text(raw)), "Vul een aantal in, of 0.") or 0)


def _path(absence_number: str) -> str:
    return PAGE.replace("<absence_number>", absence_number)


def _act(absence_number: str, track_id: str, form: Form, what: str, body: Json, done: str) -> Response | tuple[str, int]:
    return _done(absence_number, form, ENTRY, done, lambda key: services().second_track.act(
        absence_number, track_id, what, body, key=key, version=form.version))


def _done(absence_number: str, form: Form, fields: dict[str, str], done: str,
          send: Callable[[str], None]) -> Response | tuple[str, int]:
    if is_sent(form, fields, send):
        notify(done)
        return redirect(_path(absence_number), 303)
    return _page(absence_number, form), 422


def _tracks(absence_number: str, form: Form) -> tuple[Json, list[Track]]:
    body = services().second_track.get_tracks(absence_number)
    tracks = [Track.of(row) for row in body["tracks"]]
    form.shows(body["version"], {track.title: track.facts for track in tracks})
    return body, tracks


def _page(absence_number: str, form: Form) -> str:
    (_, tracks), visitor = _tracks(absence_number, form), services().visitor()
    is_guide = bool(visitor.roles & set(GUIDES))
    return render_template(
        "perspectief/second_track.html", number=absence_number, tracks=tracks, form=form, work=WORK, reasons=REASONS,
        withdrawals=WITHDRAWALS,
        is_guide=is_guide, may_start=is_guide and not any(track.is_running for track in tracks),
        may_record=is_guide or visitor.may(SICK_REPORTS), is_employer=visitor.may(SICK_REPORTS),
        may_place=visitor.may(SICK_REPORTS) or bool(visitor.roles & set(PLACERS)))


def _secondment(absence_number: str, track_id: str, form: Form) -> str:
    body, _ = _tracks(absence_number, form)
    last_day = as_date(body["last_day"])
    if last_day is not None:
        form.typed.setdefault("tot", f"{last_day:%d-%m-%Y}")
    return render_template("perspectief/secondment.html", number=absence_number, track_id=track_id, form=form, last_day=last_day)
