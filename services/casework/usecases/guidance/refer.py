"""Refer an employee to another professional (R-031)."""
from dataclasses import dataclass
from datetime import date

from services.casework import store
from services.casework.domain.guidance.referral import ReferralKind, ReferralReason, check_referral
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


@dataclass(frozen=True, kw_only=True)
class ReferralOrder:
    """To whom, why and when."""

    kind: ReferralKind
    reason_code: ReferralReason
    referred_on: date


def refer(session: Session, *, actor: Actor, absence_number: str, command: ReferralOrder,
          version: int | None = None) -> store.Referral:
    """Record a referral; the employer sees it.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises NoSupervisor: if the actor is a consultant who works under no company doctor
    :raises RuleViolated: for a day before the case or in the future
    """
    dossier_to_change(session, absence_number, actor, version)
    case = load_case(session, absence_number).case
    check_referral(command.referred_on, first_sick_day=case.first_sick_day, today=session.clock.today())
    row = store.Referral(
        referral_id=new_id(), absence_number=absence_number, kind=command.kind, reason_code=command.reason_code,
        referred_on=command.referred_on, recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    session.flush()
    return row
