"""Mail an employer or a member of staff about steps of a plan (R-024)."""
from collections.abc import Sequence

from sqlalchemy import select

from services.identity.domain.accounts.account import MAY_LOG_IN
from services.identity.domain.accounts.rights import Right
from services.identity.domain.messages.notice import NoticeKind
from services.identity.store import Account, list_holders, queue_notice
from shared.db.session import Session
from shared.events.mail import RecipientKind, StepsReminded


def mail_steps(session: Session, *, event: StepsReminded) -> None:
    """Queue one mail to each account that is meant: of an employer each holder of SICK_REPORTS."""
    steps = event.to_data()["steps"]
    for account in _recipients(session, event):
        queue_notice(session, NoticeKind.STEPS_REMINDED, account.id, steps=steps)


def _recipients(session: Session, event: StepsReminded) -> Sequence[Account]:
    if event.recipient is RecipientKind.EMPLOYER:
        return list_holders(session, event.recipient_id, Right.SICK_REPORTS)
    return session.scalars(select(Account).where(Account.id == event.recipient_id, Account.state.in_(MAY_LOG_IN))).all()
