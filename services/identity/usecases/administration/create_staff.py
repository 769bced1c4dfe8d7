"""Create a staff account: by the platform administrator, or by an operator for the first one."""
from services.identity.account_view import view_of_person
from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.roles import StaffRole
from services.identity.usecases.accounts.new_accounts import AccountIssued, Owner, add_account, issue_temporary_password
from shared.db.session import Session
from shared.kernel.actor import SYSTEM, Actor


def create_staff(session: Session, *, owner: Owner, role: StaffRole, public_url: str, actor: Actor = SYSTEM) -> AccountIssued:
    """Create an account with one role, and the mail with its temporary password.

    :raises EmailTaken: or UsernameTaken
    """
    account = add_account(session, owner, actor=actor, kind=AccountKind.STAFF, roles=(role,))
    mail = issue_temporary_password(session, account, public_url=public_url)
    return AccountIssued(view_of_person(account, session.clock.now()), (mail,))
