"""Steps that consultants recorded for the company doctor, to countersign (R-027)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import DOCTOR, notify
from services.gateway.view.trail import Trail
from shared.kernel.ids import new_id

pages = page_blueprint("countersigning", roles=[DOCTOR])

PAGE = "/te-bekrachtigen"


@pages.get(PAGE)
def waiting() -> str:
    """What waits, oldest first."""
    return _page(Form({}))


@pages.post(f"{PAGE}/<completion_id>")
def countersign(completion_id: str) -> Response | tuple[str, int]:
    """Countersign a step."""
    form = Form(request.form.to_dict())
    gone = {404: ("", "Dit werk is al bekrachtigd of hoort bij een andere bedrijfsarts.")}
    if not is_sent(form, {}, lambda key: services().delegated.countersign(completion_id, key=key), shown=gone):
        return _page(form), 422
    notify("U heeft dit werk bekrachtigd.")
    return redirect(PAGE, 303)


def _page(form: Form) -> str:
    trail = Trail.of(PAGE, request.args, {})
    page = services().delegated.list_page(cursor=trail.cursor)
    return render_template("staffing/countersigning.html", rows=[(row, Form({"sleutel": new_id()})) for row in page["items"]],
                           form=form, previous=trail.previous, next=trail.next(page["next"]))
