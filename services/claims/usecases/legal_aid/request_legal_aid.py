"""Receive an employer's request for legal aid (R-032 to R-034)."""
from dataclasses import dataclass

from services.claims import store
from services.claims.domain.legal_aid.legal_aid import (
    LegalAidKind,
    LegalAidStatus,
    is_free_of_charge,
    refuse_request,
)
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAidForm:
    """What the employer asks.

    :ivar costs_accepted: whether he accepts the costs if the request is not free
    :ivar absence_number: the absence that the dispute is about, if there is one
    """

    kind: LegalAidKind
    costs_accepted: bool
    absence_number: str | None


def request_legal_aid(session: Session, *, actor: Actor, command: LegalAidForm) -> store.LegalAidRequest:
    """Accept the request under the next number, for example RB-2026-000001; the first of an employer is free.

    :raises NotFound: if the absence does not exist, or is another employer's
    :raises PolicyNotInForce: if no policy of the employer is in force today
    :raises CostsNotAccepted: if the request is not free and the employer does not accept the costs
    """
    employer_id, today = str(actor.employer_id), session.clock.today()
    if command.absence_number is not None:
        store.get_claim(session, command.absence_number, actor)
    policy = store.policy_in_force(session, employer_id, today)
    earlier = store.count_legal_aid_requests(session, employer_id)
    refuse_request(policy_in_force=policy is not None, earlier_requests=earlier, costs_accepted=command.costs_accepted)
    row = store.LegalAidRequest(
        request_number=f"RB-{today.year}-{store.take_legal_aid_number(session):06d}", employer_id=employer_id,
        policy_number=policy, absence_number=command.absence_number, kind=command.kind,
        status=LegalAidStatus.ACCEPTED, free_of_charge=is_free_of_charge(earlier_requests=earlier),
        costs_accepted=command.costs_accepted, requested_at=session.clock.now(), requested_by=actor.account_id)
    session.add(row)
    session.flush()
    return row
