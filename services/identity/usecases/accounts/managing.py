"""Who may manage the accounts of an employer, and with which rights."""
from services.identity.domain.accounts.account import ensure_activated
from services.identity.domain.accounts.rights import Right
from services.identity.store import find_access, get_account
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden


def rights_of_manager(session: Session, actor: Actor) -> tuple[Right, ...]:
    """The rights that the actor holds now for the employer of the token, among them that of managing rights.

    :raises AccountNotActivated: before the actor's own first login is completed (R-184)
    :raises Forbidden: if the right was taken since the token was issued (R-181)
    """
    ensure_activated(get_account(session, actor.account_id).lifecycle)
    access = find_access(session, actor.account_id, employer_id=str(actor.employer_id))
    if access is None or Right.RIGHTS_MANAGEMENT not in access.rights:
        raise Forbidden("right.missing", "U heeft hiervoor geen recht. Vraag het aan uw hoofdcontactpersoon.")
    return access.rights
