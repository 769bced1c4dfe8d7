"""The security log of the own account and, for the main contact, of the employer's accounts."""
from flask import Response, abort

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.security_log import export, log_page
from services.gateway.view.accounts.parts import MAIN_CONTACT

pages = page_blueprint("account_log")

OWN, EMPLOYER = "/account/logboek", "/account/logboek/bedrijf"
RIGHTS = "RIGHTS_MANAGEMENT"


@pages.get(OWN)
def own_log() -> tuple[str, int]:
    """What happened to the own account."""
    return log_page("account/log.html", OWN, services().identity.list_own_events)


@pages.get(EMPLOYER)
@only_for(RIGHTS)
def log_of_employer() -> tuple[str, int]:
    """What happened to the accounts of the employer."""
    _admit_main_contact()
    return log_page("account/log.html", EMPLOYER, services().identity.list_events_of_employer)


@pages.get(f"{EMPLOYER}/export")
@only_for(RIGHTS)
def export_of_employer() -> Response | tuple[str, int]:
    """The log of the employer's accounts as a file."""
    _admit_main_contact()
    return export(EMPLOYER, "account/log.html", services().identity.export_events_of_employer)


def _admit_main_contact() -> None:
    if services().visitor().kind != MAIN_CONTACT:
        abort(403)
