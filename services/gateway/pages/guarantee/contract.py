"""The contract with Perspectief, to save (R-053)."""
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.downloads import attached_pdf
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.guarantee.contract import VERSION_ON, contract
from services.gateway.view.layout import SEE_DOSSIERS, SICK_REPORTS

pages = page_blueprint("contract", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)


@pages.get("/overeenkomst")
def overview() -> Response:
    """The contract of the visitor's employer; staff get it without a name."""
    policies = [] if services().visitor().is_staff else services().billing.list_policies()
    name = str(policies[-1]["company_name"]) if policies else ""
    return attached_pdf(contract(name), f"overeenkomst-{VERSION_ON}.pdf")
