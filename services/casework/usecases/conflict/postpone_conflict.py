"""The company doctor advises to postpone the resolution of a conflict, on paper only (R-107)."""
from services.casework import store
from services.casework.domain.conflict.conflict import move
from services.casework.domain.conflict.steps import ConflictStep, StepKind
from services.casework.domain.documents.kinds import DocumentKind
from services.casework.store.documents.documents import get_document
from services.casework.usecases.conflict.take_step import OpenCase, add_step, open_case
from shared.db.session import Session
from shared.kernel.actor import Actor


def postpone_conflict(session: Session, *, actor: Actor, absence_number: str, document_id: str | None = None,
                      version: int | None = None) -> store.ConflictStep:
    """Postpone it today, until the next talk.

    :param document_id: a document of the kind CONFLICT_POSTPONEMENT that a company doctor added to the case
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NoConflict: without a labour conflict
    :raises PostponementNotDocumented: without such a document
    :raises DocumentNotFound: if the case does not have the document
    :raises ConflictCannotMove: if it was postponed before, or is over
    """
    case = open_case(session, actor, absence_number, version)
    step = ConflictStep(kind=StepKind.POSTPONED, taken_on=session.clock.today(), document_id=document_id)
    move(case.conflict, step, by_company_doctor=_is_statement(session, case, document_id))
    return add_step(session, actor, absence_number, case, step, day="postponed_on")


def _is_statement(session: Session, case: OpenCase, document_id: str | None) -> bool:
    if document_id is None:
        return False
    document = get_document(session, case.file.numbers, document_id)
    return document.kind == DocumentKind.CONFLICT_POSTPONEMENT and document.recorded_as == "company_doctor"
