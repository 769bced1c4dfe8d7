"""The insurer refuses a request by the form that it could not confirm by telephone (R-191)."""
from services.identity.domain.requests import RequestState
from services.identity.store import get_open_account_request
from services.identity.usecases.accounts.accept_account_request import decide
from shared.db.session import Session
from shared.kernel.actor import Actor


def refuse_account_request(session: Session, *, actor: Actor, request_id: str, reason: str, version: int | None) -> None:
    """Close a request that could not be confirmed; nobody gets a mail.

    :param reason: a code
    :param version: the version that the actor read; None skips the check
    :raises RequestClosed: if it was decided before
    :raises Stale: if it was changed meanwhile
    """
    request = get_open_account_request(session, request_id, version=version)
    request.reason = reason
    decide(session, request, RequestState.REFUSED, actor=actor, employer_id=None)
