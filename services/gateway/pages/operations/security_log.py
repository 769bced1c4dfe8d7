"""The security log of all accounts, for the administrator and the helpdesk."""
from flask import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.security_log import export, log_page
from services.gateway.view.layout import LOG_READERS

pages = page_blueprint("administration_log", roles=LOG_READERS)

PATH = "/beheer/logboek"


@pages.get(PATH)
def log_of_all() -> tuple[str, int]:
    """What happened to all accounts."""
    return log_page("operations/log.html", PATH, services().administration.list_events)


@pages.get(f"{PATH}/export")
def export_of_all() -> Response | tuple[str, int]:
    """The log of all accounts as a file."""
    return export(PATH, "operations/log.html", services().administration.export_events)
