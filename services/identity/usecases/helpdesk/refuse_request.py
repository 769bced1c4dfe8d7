"""The helpdesk refuses a request, with a reason that the main contact reads."""
from services.identity.domain.requests import RequestState
from services.identity.domain.security import SecurityEventKind
from services.identity.store import HelpdeskRequest, record
from services.identity.store.requests import get_open_request
from shared.db.session import Session
from shared.kernel.actor import Actor


def refuse_request(session: Session, *, actor: Actor, request_id: str, reason: str, version: int | None) -> HelpdeskRequest:
    """Close a request without executing it.

    :param version: the version that the actor read; None skips the check
    :raises RequestClosed: if it was decided before
    :raises Stale: if it was changed meanwhile
    """
    request = get_open_request(session, request_id, version=version)
    request.state, request.decision_reason = RequestState.REFUSED, reason
    request.decided_by, request.decided_at = actor.account_id, session.clock.now()
    request.version += 1
    record(session, SecurityEventKind.HELPDESK_DECIDED, account_id=request.account_id, actor_id=actor.account_id,
           employer_id=request.employer_id, request_id=request.id, request_kind=request.kind, decision=request.state)
    return request
