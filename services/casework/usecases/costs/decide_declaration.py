"""Accept or reject a declaration: the casemanager one in time, VRA also a late one (R-070)."""
from services.casework import publishing, store
from services.casework.domain.costs.declaration import LATE_CODE, DeclarationStatus, decide
from services.casework.domain.costs.mandate import decides_for_vra
from services.casework.store.costs import get_declaration
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish

REJECTED_CODE = "declaration.rejected"


def decide_declaration(session: Session, *, actor: Actor, absence_number: str, declaration_id: str, accept: bool,
                       reason: str | None = None, version: int | None = None) -> store.Declaration:
    """Record the decision; claims pays an accepted declaration.

    :param reason: of a rejection, or why a late declaration is accepted
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DeclarationCannotMove: if it was decided before
    :raises DeclarationRefused: if it is late and VRA does not accept it with a reason, or a rejection has no reason
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_declaration(session, absence_number, declaration_id)
    row.status = decide(DeclarationStatus(row.status), accept=accept, by_vra=decides_for_vra(actor.roles), reason=reason)
    row.decided_on, row.decided_by, row.reason = session.clock.today(), actor.account_id, reason
    if not accept:
        row.code = LATE_CODE if row.late else REJECTED_CODE
        for invoice in row.invoices:
            invoice.stands = False
    publish(session, publishing.declaration_decided(dossier, row))
    return row
