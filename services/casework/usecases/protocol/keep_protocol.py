"""Add a version of the absence protocol of an employer (R-098)."""
from datetime import date

from services.casework import store
from services.casework.domain.protocol.protocol import MOST_VERSIONS, ProtocolKnown, ProtocolsFull, check_effective
from services.casework.store.protocol.protocols import add_protocol, list_protocols_of
from services.casework.store.staff.reach import require_employer
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import ensure_version
from shared.uploads.checking import check_upload


def keep_protocol(session: Session, *, actor: Actor, employer_id: str, effective_from: date, content: bytes,
                  version: int | None = None) -> store.AbsenceProtocol:
    """Keep a PDF, PNG or JPEG as the next version; earlier versions stay readable.

    :param version: of how many versions the actor knew; None not to check
    :raises NotFound: ``employer.not_found`` if the employer is not the actor's to guide
    :raises Stale: if there is a version that the actor did not know of
    :raises ProtocolRefused: if it would apply before the latest version does
    :raises UploadRefused: for an empty, large, incomplete or protected file, or one of another type
    :raises ProtocolKnown: if the latest version is the same file
    :raises ProtocolsFull: above `MOST_VERSIONS`
    """
    require_employer(session, actor, employer_id)
    upload = check_upload(content)
    earlier = list_protocols_of(session, employer_id)
    ensure_version(version, len(earlier))
    latest = earlier[0] if earlier else None
    check_effective(effective_from, latest=latest.effective_from if latest else None)
    if latest and latest.digest == upload.digest:
        raise ProtocolKnown
    if len(earlier) >= MOST_VERSIONS:
        raise ProtocolsFull
    row = store.AbsenceProtocol(
        protocol_id=new_id(), employer_id=employer_id, version=len(earlier) + 1, effective_from=effective_from,
        digest=upload.digest, media_type=upload.kind, size=len(content), content=content,
        recorded_at=session.clock.now(), recorded_by=actor.account_id)
    add_protocol(session, row)
    return row
