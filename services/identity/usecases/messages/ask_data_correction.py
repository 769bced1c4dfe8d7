"""Mail those who manage an employer's employee data that data of an employee are disputed (R-016)."""
from services.identity.domain.accounts.rights import Right
from services.identity.domain.messages.notice import NoticeKind
from services.identity.store import list_holders, queue_notice
from shared.db.session import Session
from shared.events.billing import DataCorrectionRequested


def ask_data_correction(session: Session, *, event: DataCorrectionRequested) -> None:
    """Queue a mail to each holder of EMPLOYEE_DATA."""
    for account in list_holders(session, event.employer_id, Right.EMPLOYEE_DATA):
        queue_notice(session, NoticeKind.DATA_DISPUTED, account.id)
