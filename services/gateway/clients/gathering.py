"""All clients, created once for the application."""
from dataclasses import dataclass
from typing import cast

from flask import current_app

from services.gateway.clients.absence import AbsenceClient
from services.gateway.clients.acceptance import AcceptanceClient
from services.gateway.clients.backlog import KEEPERS, ParkedClient, ReadingsClient, SetAsideClient
from services.gateway.clients.billing import BillingClient
from services.gateway.clients.cases.complaints import ComplaintsClient
from services.gateway.clients.cases.conflict import ConflictClient
from services.gateway.clients.cases.documents import DocumentsClient
from services.gateway.clients.cases.guarantee import GuaranteeClient
from services.gateway.clients.cases.seals import SealsClient
from services.gateway.clients.cases.second_track import SecondTrackClient
from services.gateway.clients.cases.staffing import StaffingClient
from services.gateway.clients.casework import CaseworkClient
from services.gateway.clients.claims import ClaimsClient
from services.gateway.clients.factors import FactorsClient
from services.gateway.clients.guidance.contacts import ContactsClient
from services.gateway.clients.guidance.costs import CostsClient
from services.gateway.clients.guidance.delegated import DelegatedClient
from services.gateway.clients.guidance.runs import RunsClient
from services.gateway.clients.guidance.vra import VraClient
from services.gateway.clients.helpdesk import HelpdeskClient
from services.gateway.clients.identity import AdministrationClient, ColleaguesClient, IdentityClient, OwnAccountClient
from services.gateway.clients.insurer.debtors import DebtorsClient
from services.gateway.clients.insurer.guarantees import GuaranteesClient
from services.gateway.clients.insurer.month_claims import MonthClaimsClient
from services.gateway.clients.insurer.policies import PoliciesClient
from services.gateway.clients.insurer.premium import PremiumClient
from services.gateway.clients.insurer.recourse import RecourseClient
from services.gateway.clients.insurer.reimbursements import ReimbursementsClient
from services.gateway.clients.programs import ProgramsClient
from services.gateway.edge.upstream import Upstream
from services.gateway.signin.visitor import Doorkeeper, Visitor
from shared.kernel.clock import Clock
from shared.kernel.services import NAMES


@dataclass(frozen=True, slots=True)
class Services:
    """The clients and the visitor, as used by the pages."""

    absence: AbsenceClient
    casework: CaseworkClient
    claims: ClaimsClient
    billing: BillingClient
    identity: IdentityClient
    colleagues: ColleaguesClient
    administration: AdministrationClient
    helpdesk: HelpdeskClient
    factors: FactorsClient
    own_account: OwnAccountClient
    programs: ProgramsClient
    acceptance: AcceptanceClient
    parked: dict[str, ParkedClient]
    set_aside: dict[str, SetAsideClient]
    readings: dict[str, ReadingsClient]
    staffing: StaffingClient
    costs: CostsClient
    documents: DocumentsClient
    contacts: ContactsClient
    complaints: ComplaintsClient
    delegated: DelegatedClient
    conflict: ConflictClient
    vra: VraClient
    second_track: SecondTrackClient
    seals: SealsClient
    guarantee: GuaranteeClient
    policies: PoliciesClient
    premium: PremiumClient
    recourse: RecourseClient
    runs: RunsClient
    reimbursements: ReimbursementsClient
    month_claims: MonthClaimsClient
    guarantees: GuaranteesClient
    debtors: DebtorsClient
    clock: Clock
    doorkeeper: Doorkeeper

    @classmethod
    def of(cls, upstream: Upstream, doorkeeper: Doorkeeper, clock: Clock) -> "Services":
        """Create the clients on one connection pool."""
        return cls(AbsenceClient(upstream, doorkeeper), CaseworkClient(upstream, doorkeeper),
                   ClaimsClient(upstream, doorkeeper), BillingClient(upstream, doorkeeper),
                   IdentityClient(upstream, doorkeeper), ColleaguesClient(upstream, doorkeeper),
                   AdministrationClient(upstream, doorkeeper),
                   HelpdeskClient(upstream, doorkeeper), FactorsClient(upstream, doorkeeper),
                   OwnAccountClient(upstream, doorkeeper),
                   ProgramsClient(upstream, doorkeeper), AcceptanceClient(upstream, doorkeeper),
                   {name: ParkedClient(name, upstream, doorkeeper) for name in NAMES},
                   {name: SetAsideClient(name, upstream, doorkeeper) for name in NAMES},
                   {name: ReadingsClient(name, upstream, doorkeeper) for name in KEEPERS},
                   StaffingClient(upstream, doorkeeper), CostsClient(upstream, doorkeeper),
                   DocumentsClient(upstream, doorkeeper), ContactsClient(upstream, doorkeeper),
                   ComplaintsClient(upstream, doorkeeper), DelegatedClient(upstream, doorkeeper),
                   ConflictClient(upstream, doorkeeper),
                   VraClient(upstream, doorkeeper),
                   SecondTrackClient(upstream, doorkeeper), SealsClient(upstream),
                   GuaranteeClient(upstream, doorkeeper),
                   PoliciesClient(upstream, doorkeeper),
                   PremiumClient(upstream, doorkeeper),
                   RecourseClient(upstream, doorkeeper), RunsClient(upstream, doorkeeper),
                   ReimbursementsClient(upstream, doorkeeper), MonthClaimsClient(upstream, doorkeeper),
                   GuaranteesClient(upstream, doorkeeper),
                   DebtorsClient(upstream, doorkeeper), clock, doorkeeper)

    def visitor(self) -> Visitor:
        """The logged-in visitor; raises SessionLost if there is none."""
        return self.doorkeeper.visitor()


def services() -> Services:
    """The clients of the running application."""
    return cast(Services, current_app.extensions["services"])
