"""Confirm a changed account: acceptance changed the policy, a second person of Claims confirms it (features.md CL14)."""
from datetime import timedelta

from sqlalchemy import select

from services.claims import store
from services.claims.domain.runs.accounts import refuse_confirmation
from services.claims.store import runs
from shared.db.session import Session
from shared.kernel.actor import Actor


def confirm_account(session: Session, *, actor: Actor, policy_number: str, iban: str, wait_days: int) -> runs.AccountConfirmation:
    """Confirm the present account of a policy; it is used after the wait, and until then the former one.

    :param iban: the account that the actor saw
    :param wait_days: civil days
    :raises AccountNotChanged: if there is no change, or it is another one, or it was confirmed before
    """
    store.lock_terms(session, policy_number)
    today = session.clock.today()
    present, last = session.execute(select(
        runs.account_of_policy(policy_number, today), runs.last_account(policy_number))).one()
    known = session.get(runs.AccountConfirmation, (policy_number, iban))
    refuse_confirmation(seen=iban, present=present, last=last, is_confirmed=known is not None)
    row = runs.AccountConfirmation(policy_number=policy_number, iban=iban, confirmed_by=actor.account_id,
                                   confirmed_at=session.clock.now(), usable_from=today + timedelta(days=wait_days))
    session.add(row)
    return row
