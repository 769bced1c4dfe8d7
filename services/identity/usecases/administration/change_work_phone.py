"""Set the telephone number at which employers reach a member of staff; it is never used to sign in."""
from services.identity.account_view import AccountView, view_of_person
from services.identity.domain.accounts.account import ensure_in_use
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import roles_changed
from services.identity.store import record
from services.identity.store.staff import get_staff
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


def change_work_phone(session: Session, *, actor: Actor, account_id: str, work_phone: str | None,
                      version: int | None) -> AccountView:
    """Replace the number, and publish it with the name, also when it stays: so older accounts become known by name.

    :param work_phone: in E.164; None for no number of the own
    :param version: the version that the actor read; None skips the check
    :raises NotFound: for an account that is no staff
    :raises AccountStateForbids: for an account that ended
    """
    account = get_staff(session, account_id)
    ensure_version(version, account.version)
    ensure_in_use(account.lifecycle)
    account.work_phone, account.version = work_phone, account.version + 1
    publish(session, roles_changed(account))
    record(session, SecurityEventKind.ACCOUNT_CHANGED, account_id=account.id, actor_id=actor.account_id)
    return view_of_person(account, session.clock.now())
