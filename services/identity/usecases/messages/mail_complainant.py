"""Mail who sent a complaint about its progress (features N4)."""
from services.identity.domain.accounts.account import OVER
from services.identity.domain.messages.notice import NoticeKind
from services.identity.store import Account, queue_notice
from shared.db.session import Session
from shared.events.mail import DeskMailOwed, DeskStage

KINDS = {DeskStage.RECEIVED: NoticeKind.DESK_RECEIVED, DeskStage.EXTENDED: NoticeKind.DESK_EXTENDED,
         DeskStage.ANSWERED: NoticeKind.DESK_ANSWERED}


def mail_complainant(session: Session, *, event: DeskMailOwed) -> None:
    """Queue a mail to the account that sent it; one that is closed gets none."""
    account = session.get(Account, event.account_id)
    if account is not None and account.lifecycle not in OVER:
        queue_notice(session, KINDS[event.stage], account.id, about_on=event.answer_by, reference=event.reference)
