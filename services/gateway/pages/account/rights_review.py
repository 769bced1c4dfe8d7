"""The yearly review: the main contact confirms the rights of each account or takes them away."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.colleagues import RIGHTS, Colleague
from services.gateway.view.forms import Form
from services.gateway.view.layout import notify
from shared.kernel.ids import new_id

pages = page_blueprint("rights_review", rights=["RIGHTS_MANAGEMENT"])

ROOT = "/account/rechten-controleren"


@pages.get(ROOT)
def overview() -> str:
    """The accounts that wait for confirmation."""
    return _page(Form({}))


@pages.post(f"{ROOT}/<account_id>")
def confirm(account_id: str) -> Response | tuple[str, int]:
    """Confirm one account."""
    form = Form(request.form.to_dict())
    if not is_sent(form, {}, lambda key: services().colleagues.act(
            account_id, "review", {}, key=key, version=form.version), shown={403: None}):
        return _page(form), 422
    notify("U heeft de rechten bevestigd.")
    return redirect(ROOT, 303)


def _page(form: Form) -> str:
    review, today = services().colleagues.get_review(), services().clock.today()
    people = [Colleague.of(body, today) for body in review["items"]]
    return render_template("account/colleagues/rights_review.html", people=people, overdue=review["overdue"],
                           rights=RIGHTS, form=form, new_key=new_id)
