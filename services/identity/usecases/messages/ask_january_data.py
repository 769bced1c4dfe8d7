"""Mail those who manage an employer's employee data about the January round (R-017)."""
from services.identity.domain.accounts.rights import Right
from services.identity.domain.messages.notice import NoticeKind
from services.identity.store import list_holders, queue_notice
from shared.db.session import Session
from shared.events.billing import DataRequestOccasion, JanuaryDataRequested

KINDS = {DataRequestOccasion.OPENED: NoticeKind.JANUARY_OPENED, DataRequestOccasion.REMINDER: NoticeKind.JANUARY_REMINDER,
         DataRequestOccasion.ESTIMATED: NoticeKind.JANUARY_ESTIMATED}


def ask_january_data(session: Session, *, event: JanuaryDataRequested) -> None:
    """Queue a mail to each holder of EMPLOYEE_DATA."""
    for account in list_holders(session, event.employer_id, Right.EMPLOYEE_DATA):
        queue_notice(session, KINDS[event.occasion], account.id, about_on=event.deadline)
