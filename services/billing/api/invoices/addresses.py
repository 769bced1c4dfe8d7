"""HTTP API of the addresses of employers on their invoices."""
from typing import Any

from services.billing.api.invoices.schemas import AddressSchema
from services.billing.queries.invoices.content import get_address
from services.billing.usecases.invoices.set_invoice_address import set_invoice_address
from shared.web.access import current_actor, may_read, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("invoice_addresses", __name__, url_prefix="/v1")


@blueprint.get("/policies/<policy_number>/invoice-address")
@may_read("invoice_address")
@blueprint.response(200, AddressSchema)
def get_invoice_address(policy_number: str) -> Any:
    """The address of the employer on its invoices."""
    found = read(get_address, actor=current_actor(), policy_number=policy_number)
    return with_etag(found, found.version)


@blueprint.put("/policies/<policy_number>/invoice-address")
@may_write("invoice_address")
@changes
@blueprint.arguments(AddressSchema)
@blueprint.response(200, AddressSchema)
def put_invoice_address(body: dict[str, Any], policy_number: str, version: int | None) -> Any:
    """Record or replace the address; files of earlier invoices stay the same."""
    found = transaction(set_invoice_address, actor=current_actor(), policy_number=policy_number, version=version, **body)
    return with_etag(found, found.version)
