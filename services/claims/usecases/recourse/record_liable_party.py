"""Record who may be liable for the event, and the facts that decide what can be recovered (domain.md §5.1, §5.2)."""
from dataclasses import dataclass
from datetime import date

from services.claims import store
from services.claims.domain.recourse.limitation import EventKind
from services.claims.domain.recourse.recourse import RecourseStatus, Relation, StepIncomplete, refuse_ended
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version


@dataclass(frozen=True, slots=True, kw_only=True)
class LiableParty:
    """The liable party with the facts of the event.

    :ivar known_on: day on which damage and liable person became known, from which the five years count
    :ivar is_vulnerable: whether the employee was a cyclist or pedestrian hit by a motor vehicle
    :ivar relation: of the liable person to the employer and the employee
    :ivar fault_bars_cover: whether the same fault of the insured would have barred the cover (intent or recklessness)
    """

    name: str | None = None
    insurer: str | None = None
    plate: str | None = None
    reference: str | None = None
    relation: Relation = Relation.UNRELATED
    fault_bars_cover: bool = False
    event_kind: EventKind
    event_on: date
    known_on: date | None = None
    police_report: bool | None = None
    is_vulnerable: bool = False


def record_liable_party(session: Session, *, actor: Actor, absence_number: str, command: LiableParty,
                        version: int | None = None) -> store.RecourseFile:
    """Replace what is known of the liable party and the event.

    :raises NotFound: ``recourse.not_found``
    :raises Stale: if the file was changed since `version`
    :raises FileEnded: if the file has ended
    :raises StepIncomplete: for a day after today, or knowledge before the event
    """
    file = store.get_recourse_file(session, absence_number, actor, lock=True)
    ensure_version(version, file.version)
    refuse_ended(RecourseStatus(file.status))
    today, known_on = session.clock.today(), command.known_on or command.event_on
    if command.event_on > today:
        raise StepIncomplete("recourse.event_in_future", "De gebeurtenis ligt na vandaag.", field="event_on")
    if not command.event_on <= known_on <= today:
        raise StepIncomplete("recourse.known_on", "De aansprakelijke was niet eerder bekend dan de gebeurtenis, en niet na "
                             "vandaag.", field="known_on")
    file.event_kind, file.event_on, file.known_on = command.event_kind, command.event_on, known_on
    file.police_report, file.is_vulnerable = command.police_report, command.is_vulnerable
    file.liable_name, file.liable_insurer = command.name, command.insurer
    file.liable_plate, file.liable_reference = command.plate, command.reference
    file.relation, file.fault_bars_cover = command.relation, command.fault_bars_cover
    file.note(store.RecourseAct.LIABLE_PARTY, at=session.clock.now(), on=today, by=actor.account_id)
    return file
