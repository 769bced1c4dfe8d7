"""The insurer creates the account of an employer's main contact (R-180, R-186 … R-192)."""
from dataclasses import dataclass

from services.identity.account_view import view_of
from services.identity.domain.accounts.account import AccountKind, AccountState, move
from services.identity.domain.accounts.rights import Right
from services.identity.domain.requests import is_same_company
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, MainContactRequest, Policy, has_main_contact, record
from services.identity.usecases.accounts.new_accounts import AccountIssued, Owner, add_member, issue_temporary_password
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, RuleViolated


class PolicyUnknown(RuleViolated):
    """The policy does not exist or has ended (R-187)."""


class MainContactExists(Conflict):
    """The employer already has a main contact (R-180)."""


@dataclass(frozen=True, slots=True)
class NewMainContact:
    """The eight fields of R-186.

    :ivar doubtful: whether the insurer calls back first (R-190)
    :ivar landline: another number for the call-back, in E.164
    :ivar is_confirmed: whether the insurer has called back already, so that nothing is doubtful any more
    """

    policy_number: str
    company_name: str
    owner: Owner
    doubtful: bool = False
    landline: str | None = None
    is_confirmed: bool = False


def create_main_contact(session: Session, *, actor: Actor, command: NewMainContact, public_url: str) -> AccountIssued:
    """Create it with all three rights and a mailed temporary password or, if doubtful, waiting for a call-back.

    :raises PolicyUnknown: R-187
    :raises MainContactExists: R-180
    """
    policy = _get_policy(session, command.policy_number)
    if has_main_contact(session, policy.employer_id):
        raise MainContactExists("account.main_contact_exists", "Dit bedrijf heeft al een hoofdcontactpersoon.")
    account, grant = add_member(session, command.owner, actor=actor, kind=AccountKind.MAIN_CONTACT,
                                employer_id=policy.employer_id, rights=tuple(Right))
    doubt = _doubt(command, policy)
    session.add(MainContactRequest(
        account_id=account.id, policy_number=policy.policy_number, company_name=command.company_name,
        landline=command.landline, doubt=doubt, requested_at=session.clock.now()))
    if command.is_confirmed:
        confirm(session, account, actor)
    elif doubt:
        account.state = move(account.lifecycle, AccountState.PENDING_VERIFICATION)
        return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()))
    mail = issue_temporary_password(session, account, public_url=public_url)
    return AccountIssued(view_of(account, grant, session.clock.now(), session.clock.today()), (mail,))


def confirm(session: Session, account: Account, actor: Actor) -> None:
    """Note who called back and when."""
    account.verified_at, account.verified_by = session.clock.now(), actor.account_id
    record(session, SecurityEventKind.ACCOUNT_VERIFIED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id)


def _get_policy(session: Session, policy_number: str) -> Policy:
    """A policy that has not ended; a future policy is accepted, because its contact prepares before the first day."""
    policy = session.get(Policy, policy_number.strip())
    if policy is None or policy.has_ended(session.clock.today()):
        raise PolicyUnknown("policy.unknown", "Wij kennen geen lopende polis met dit nummer.", field="policy_number")
    return policy


def _doubt(command: NewMainContact, policy: Policy) -> str | None:
    if not is_same_company(command.company_name, policy.company_name):
        return "OTHER_COMPANY"
    return "DOUBTFUL" if command.doubtful else None
