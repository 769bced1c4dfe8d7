"""Who read lists of health data: for the main contact of the own accounts (C12), for the administrator of all."""
from collections.abc import Mapping

from flask import abort, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.view.accounts.parts import MAIN_CONTACT
from services.gateway.view.accounts.readings import SUBJECTS, Reading
from services.gateway.view.formatting import full_name
from services.gateway.view.layout import PLATFORM_ADMIN
from services.gateway.view.trail import Trail

RIGHTS = "RIGHTS_MANAGEMENT"
pages = page_blueprint("list_readings", rights=[RIGHTS], roles=[PLATFORM_ADMIN])

OWN, ALL = "/account/logboek/lijsten", "/beheer/logboek/lijsten"


@pages.get(OWN)
@only_for(RIGHTS)
def of_employer() -> str:
    """The readings by the accounts of the employer."""
    if services().visitor().kind != MAIN_CONTACT:
        abort(403)
    names = {body["id"]: full_name(body) for body in services().colleagues.list_accounts()}
    return _page("account/readings.html", OWN, names)


@pages.get(ALL)
@only_for(roles=[PLATFORM_ADMIN])
def of_all() -> str:
    """The readings by everybody."""
    return _page("operations/readings.html", ALL, {})


def _page(template: str, path: str, names: Mapping[str, str]) -> str:
    subject = request.args.get("over", "")
    subject = subject if subject in SUBJECTS else next(iter(SUBJECTS))
    trail = Trail.of(path, request.args, {"over": subject})
    page = services().readings[subject].list_readings(cursor=trail.cursor)
    return render_template(template, path=path, subject=subject, subjects=SUBJECTS,
                           readings=[Reading.of(body, names) for body in page["items"]],
                           previous=trail.previous, next=trail.next(page["next"]))
