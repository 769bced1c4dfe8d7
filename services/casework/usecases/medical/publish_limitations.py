"""The doctor shares functional limitations and possibilities, in work terms, with the employer (domain.md §7.2)."""
from dataclasses import dataclass

from sqlalchemy import select

from services.casework import store
from services.casework.domain.guidance.medical import EntryKind, check_publication
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.medical import MedicalEntry
from services.casework.usecases.medical.add_entry import find_entry
from services.casework.usecases.medical.reach_file import MedicalFile
from shared.db.session import Session
from shared.fields.medical import mentions_illness
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Limitations:
    """An entry that can be shared: its id, its absence and its text."""

    entry_id: str
    absence_number: str
    text: str


def take_limitations(session: Session, *, file: MedicalFile, entry_id: str) -> Limitations:
    """Return what an entry of the medical store would share.

    :param session: of the medical store
    :raises NotFound: ``medical.not_found``
    :raises NotPublishable: for another kind, an entry that was corrected, or a text about illness
    """
    entry = find_entry(session, file, entry_id)
    correction = session.scalar(select(MedicalEntry.entry_id).where(MedicalEntry.corrects == entry_id).limit(1))
    check_publication(EntryKind(entry.kind), is_corrected=correction is not None, mentions_illness=mentions_illness(entry.text))
    return Limitations(entry.entry_id, entry.absence_number, entry.text)


def publish_limitations(session: Session, *, actor: Actor, shared: Limitations) -> store.SharedLimitations:
    """Put the text into the dossier; what was shared before stays as it is.

    :raises NotAssigned: if the dossier is assigned to others
    """
    dossier_to_change(session, shared.absence_number, actor, None)
    row = session.get(store.SharedLimitations, shared.entry_id)
    if row is None:
        row = store.SharedLimitations(entry_id=shared.entry_id, absence_number=shared.absence_number, text=shared.text,
                                      shared_at=session.clock.now(), shared_by=actor.account_id)
        session.add(row)
        session.flush()
    return row
