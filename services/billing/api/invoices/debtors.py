"""HTTP API of debtors, their ledgers, and what waits to be invoiced."""
from typing import Any

from services.billing.api.invoices.schemas import DebtorSchema, DueSchema, EntrySchema
from services.billing.api.schemas import items
from services.billing.queries.invoices.debtors import get_ledger, list_debtors
from services.billing.usecases.invoices.list_due import list_due
from shared.web.access import current_actor, may_read
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import read

blueprint = Blueprint("debtors", __name__, url_prefix="/v1")


@blueprint.get("/debtors")
@may_read("debtor")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(DebtorSchema))
def get_debtors(query: dict[str, Any]) -> Any:
    """Employers with open invoices, each with what is open by age."""
    return read(list_debtors, **query)


@blueprint.get("/policies/<policy_number>/ledger")
@may_read("debtor")
@blueprint.response(200, items(EntrySchema))
def get_policy_ledger(policy_number: str) -> Any:
    """All that was invoiced, credited and paid of a policy, with the balance."""
    return {"items": read(get_ledger, actor=current_actor(), policy_number=policy_number)}


@blueprint.get("/invoices-to-release")
@may_read("debtor")
@blueprint.response(200, items(DueSchema))
def get_invoices_to_release() -> Any:
    """Policies with something to be invoiced today that was not booked yet."""
    return {"items": read(list_due)}
