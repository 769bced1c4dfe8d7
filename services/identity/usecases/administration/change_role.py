"""Give a member of staff another role; a person has one at a time (domain.md §7.5, C6)."""
from datetime import datetime

from services.identity.account_view import AccountView, view_of_person
from services.identity.domain.accounts.account import ensure_in_use
from services.identity.domain.accounts.administration import ensure_another_administrator, ensure_not_self
from services.identity.domain.accounts.roles import StaffRole
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import roles_changed
from services.identity.store import record
from services.identity.store.staff import count_administrators, get_staff
from services.identity.usecases.tokens.revoke_access import end_all_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


def change_role(session: Session, *, actor: Actor, account_id: str, role: StaffRole, version: int | None,
                now: datetime) -> AccountView:
    """Replace the role; the person signs in again and has the new one.

    :param version: the version that the actor read; None skips the check
    :param now: the machine's time, which tokens use
    :raises NotFound: for an account that is no staff
    :raises OwnAccount: for the actor's own account
    :raises LastAdministrator: if nobody else manages the platform
    :raises AccountStateForbids: for an account that ended
    """
    account = get_staff(session, account_id)
    ensure_version(version, account.version)
    ensure_not_self(actor.account_id, account.id)
    ensure_in_use(account.lifecycle)
    ensure_another_administrator(account.roles, count_administrators(session))
    before = list(account.roles)
    if before == [role]:
        return view_of_person(account, session.clock.now())
    account.roles, account.version = [role], account.version + 1
    end_all_access(session, account, reason=RevocationReason.RIGHTS_CHANGED, now=now)
    publish(session, roles_changed(account))
    record(session, SecurityEventKind.RIGHTS_CHANGED, account_id=account.id, actor_id=actor.account_id, before=before,
           after=[role])
    return view_of_person(account, session.clock.now())
