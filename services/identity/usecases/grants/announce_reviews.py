"""Mail the main contact that rights must be reviewed, and again every two weeks until they are (feature I15)."""
from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select

from services.identity.domain.accounts.account import MAY_LOG_IN, AccountKind
from services.identity.domain.accounts.review import is_reminder_due, reviewed_before
from services.identity.domain.messages.notice import NoticeKind
from services.identity.store import Account, Grant, ReviewMail, is_due_for_review, queue_notice
from shared.db.session import Session


def list_to_announce(session: Session, *, days: int) -> Sequence[str]:
    """The employers with rights to review, or with a mail about a review that is done by now.

    :param days: the period between two reviews
    """
    return sorted({*_list_due(session, days), *session.scalars(select(ReviewMail.employer_id))})


def announce_review(session: Session, *, employer_id: str, on: date, days: int) -> None:
    """Mail the main contact, unless that was done in the last two weeks; forget the mail once the review is done."""
    mailed = session.get(ReviewMail, employer_id, with_for_update=True)
    if employer_id not in _list_due(session, days, employer_id):
        session.execute(delete(ReviewMail).where(ReviewMail.employer_id == employer_id))
        return
    contact = session.scalar(select(Account.id).where(
        Account.employer_id == employer_id, Account.kind == AccountKind.MAIN_CONTACT, Account.state.in_(MAY_LOG_IN)))
    if contact is None or (mailed is not None and not is_reminder_due(mailed.mailed_on, on)):
        return
    queue_notice(session, NoticeKind.REVIEW_OPENED if mailed is None else NoticeKind.REVIEW_REMINDED, contact)
    session.merge(ReviewMail(employer_id=employer_id, mailed_on=on))


def _list_due(session: Session, days: int, employer_id: str | None = None) -> Sequence[str]:
    """The employers with rights to review, or whether that one is among them."""
    found = select(Grant.employer_id).distinct().join(Account, Account.id == Grant.account_id).where(
        is_due_for_review(session, reviewed_before(session.clock.now(), days=days)))
    return session.scalars(found if employer_id is None else found.where(Grant.employer_id == employer_id)).all()
