"""The history of a case: every act on it, with who, when, and the old and new values (R-154)."""
from functools import partial

from flask import render_template

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.perspectief.access import names_of_colleagues
from services.gateway.view.layout import SEE_DOSSIERS, SICK_REPORTS
from services.gateway.view.outage import Attempts
from services.gateway.view.perspectief.history import People, lines_of

pages = page_blueprint("dossier_history", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)


@pages.get("/dossier/<absence_number>/geschiedenis")
def history(absence_number: str) -> str:
    """What was recorded about the case, latest first; staff see the dossiers, the employer his reports too."""
    found, attempts = services(), Attempts()
    nobody: dict[str, str] = {}
    acts = found.casework.list_history(absence_number)
    reports = () if found.visitor().is_staff else acts["absence_numbers"]
    entries = [entry for number in reports
               for entry in attempts.items("de meldingen", partial(found.absence.list_history, number))]
    people = People(found.visitor().account_id, attempts.get("collega's", names_of_colleagues, nobody))
    return render_template("perspectief/history.html", number=absence_number, missing=attempts.missing,
                           lines=lines_of(entries, acts["items"], people))
