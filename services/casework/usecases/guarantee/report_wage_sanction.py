"""The employer reports that UWV prolongs his wage obligation (R-047…R-053); claims decides and pays."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.casework import store
from services.casework.domain.documents.kinds import DocumentKind, DocumentNotFound
from services.casework.domain.guarantee.wage_sanction import WageSanction, WageSanctionKind, check_wage_sanction
from services.casework.store.casefiles import load_case
from services.casework.store.documents.documents import get_document
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.measures import list_wage_sanctions
from services.casework.usecases.guarantee.assess_sanction import assess_sanction
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict


@dataclass(frozen=True, kw_only=True)
class WageSanctionReport:
    """The decision of UWV as the employer received it; `document_id` is its copy, which is sent before."""

    decision_on: date
    received_on: date
    weeks: int
    kind: WageSanctionKind = WageSanctionKind.SUBSTANTIVE
    document_id: str | None = None


def check_copy(session: Session, numbers: Sequence[str], document_id: str | None) -> None:
    """Refuse a copy of the decision that the case does not have.

    :raises DocumentNotFound: if there is none, or it is another kind of document
    """
    if document_id is not None and get_document(session, numbers, document_id).kind != DocumentKind.UWV_DECISION:
        raise DocumentNotFound


def report_wage_sanction(session: Session, *, actor: Actor, absence_number: str,
                         command: WageSanctionReport, version: int | None = None) -> store.WageSanction:
    """Record it with the assessment of each condition; a late report is recorded too, with TIMELY not met.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RuleViolated: for impossible dates or weeks
    :raises DocumentNotFound: if the case has no such copy
    :raises Conflict: ``wage_sanction.already_reported``
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file, today = load_case(session, absence_number), session.clock.today()
    sanction = WageSanction(decision_on=command.decision_on, received_on=command.received_on, weeks=command.weeks,
                            reported_on=today)
    check_wage_sanction(sanction, case=file.case, today=today)
    if list_wage_sanctions(session, file.numbers):
        raise Conflict("wage_sanction.already_reported", "Deze loonsanctie is al gemeld.")
    check_copy(session, file.numbers, command.document_id)
    row = store.WageSanction(
        sanction_id=new_id(), absence_number=absence_number, decision_on=sanction.decision_on,
        received_on=sanction.received_on, reported_on=today, weeks=sanction.weeks, start=sanction.start_on(file.case),
        kind=command.kind, document_id=command.document_id, ends_on=None, terms_met=None, withdrawn_on=None, approved=None,
        amount=None, conditions=[])
    session.add(row)
    assess_sanction(session, dossier, file, row)
    return row
