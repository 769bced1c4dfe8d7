"""The absence protocol of an employer for its accounts and those who guide it (R-098)."""
from collections.abc import Sequence
from dataclasses import dataclass

from services.casework import store
from services.casework.domain.protocol.protocol import ProtocolStatus, statuses
from services.casework.store.protocol.protocols import get_protocol, list_protocols_of
from services.casework.store.staff.reach import require_employer
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class ProtocolView:
    """A version with whether it applies today."""

    protocol: store.AbsenceProtocol
    status: ProtocolStatus


def list_protocols(session: Session, *, actor: Actor, employer_id: str) -> Sequence[ProtocolView]:
    """The versions, latest first.

    :raises NotFound: ``employer.not_found`` if the actor does not reach the employer
    """
    require_employer(session, actor, employer_id)
    rows = list_protocols_of(session, employer_id)
    found = statuses([row.effective_from for row in rows], session.clock.today())
    return [ProtocolView(row, status) for row, status in zip(rows, found, strict=True)]


def open_protocol(session: Session, *, actor: Actor, employer_id: str, protocol_id: str) -> tuple[store.AbsenceProtocol, bytes]:
    """A version with its content.

    :raises NotFound: ``employer.not_found`` if the actor does not reach the employer
    :raises ProtocolNotFound: if the employer has no such version
    """
    require_employer(session, actor, employer_id)
    row = get_protocol(session, employer_id, protocol_id)
    return row, row.content
