"""The declarations that Claims reimburses, the first due first, with the payment file of each day (R-071)."""
from flask import Response, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.formatting import as_date
from services.gateway.view.layout import CLAIMS
from services.gateway.view.outage import Attempts
from services.gateway.view.trail import Trail

pages = page_blueprint("reimbursements", roles=[CLAIMS])

PAGE = "/claims/declaraties"
STATES = {"OPEN": "Te betalen", "PAID": "Betaald"}


@pages.get(PAGE)
def overview() -> str:
    """What is to be paid, or what was paid."""
    state, attempts = "PAID" if request.args.get("stand") == "PAID" else "OPEN", Attempts()
    trail, today = Trail.of(PAGE, request.args, {"stand": state}), services().clock.today()
    found = attempts.get("declaraties", lambda: services().reimbursements.list_reimbursements(state=state, cursor=trail.cursor),
                         NO_ITEMS)
    rows = [row | {"is_late": row["status"] != "PAID" and (as_date(row["pay_by"]) or today) < today} for row in found["items"]]
    return render_template("insurer/costs/reimbursements.html", rows=rows, state=state, states=STATES, missing=attempts.missing,
                           previous=trail.previous, next=trail.next(found["next"]))


@pages.get(f"{PAGE}/bestand/<file_id>")
def file(file_id: str) -> Response:
    """The payment file of a day, to save."""
    return Response(services().reimbursements.get_reimbursement_file(file_id), content_type="application/xml",
                    headers={"Content-Disposition": 'attachment; filename="vergoedingen.xml"'})
