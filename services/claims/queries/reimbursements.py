"""Reimbursements of declared re-integration costs, and their payment files."""
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from services.claims.domain.reimbursements.reimbursement import ReimbursementStatus
from services.claims.queries.ownership import own
from services.claims.store.reimbursements import Reimbursement, ReimbursementFile
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page_by_keys


def list_reimbursements(session: Session, *, actor: Actor, is_paid: bool | None, cursor: str | None,
                        limit: int) -> Page[Reimbursement]:
    """The reimbursements of the employer, or of every employer for staff, the first due first.

    :param is_paid: None for all
    """
    query = own(select(Reimbursement), Reimbursement.employer_id, actor)
    if is_paid is not None:
        paid = Reimbursement.status == ReimbursementStatus.PAID
        query = query.where(paid if is_paid else ~paid)
    return page_by_keys(session, query, keys=(Reimbursement.pay_by, Reimbursement.declaration_id), view_all=lambda rows: rows,
                        cursor=cursor, limit=limit)


def get_file(session: Session, *, file_id: str) -> ReimbursementFile:
    """A pain.001 file of reimbursements, with its content.

    :raises NotFound: ``reimbursement.no_file``
    """
    query = select(ReimbursementFile).options(undefer(ReimbursementFile.content)).where(ReimbursementFile.file_id == file_id)
    file = session.scalar(query)
    if file is None:
        raise NotFound("reimbursement.no_file", "Dit bestand bestaat niet.")
    return file


def count_late(session: Session) -> int:
    """The reimbursements that are not paid although their last day has passed."""
    return session.scalar(select(func.count()).where(
        Reimbursement.status != ReimbursementStatus.PAID, Reimbursement.pay_by < session.clock.today())) or 0
