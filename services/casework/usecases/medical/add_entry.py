"""Add an entry to a medical file, or correct one by a new entry."""
from dataclasses import dataclass

from sqlalchemy import select

from services.casework.domain.guidance.medical import EntryKind
from services.casework.store.medical import MedicalEntry
from services.casework.usecases.medical.reach_file import MedicalFile
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import NotFound


@dataclass(frozen=True, kw_only=True)
class EntryToAdd:
    """What to record; `corrects` is an earlier entry of the case that this one replaces."""

    kind: EntryKind
    text: str
    corrects: str | None = None


def add_entry(session: Session, *, actor: Actor, file: MedicalFile, command: EntryToAdd, key: str | None) -> MedicalEntry:
    """Add an entry with its author and time.

    :param session: of the medical store
    :param key: the caller's Idempotency-Key; the same key of the same author returns the entry that it made
    :raises NotFound: ``medical.not_found`` if the corrected entry is not in this file
    """
    made = None if key is None else session.scalar(select(MedicalEntry).where(
        MedicalEntry.author_id == actor.account_id, MedicalEntry.request_key == key))
    if made is not None:
        return made
    if command.corrects is not None:
        find_entry(session, file, command.corrects)
    entry = MedicalEntry(
        entry_id=new_id(), absence_number=file.absence_number, kind=command.kind, text=command.text, corrects=command.corrects,
        author_id=actor.account_id, author_role=file.role, doctor_id=file.doctor_id, recorded_at=session.clock.now(),
        request_key=key)
    session.add(entry)
    session.flush()
    return entry


def find_entry(session: Session, file: MedicalFile, entry_id: str) -> MedicalEntry:
    """Return an entry of the file.

    :raises NotFound: ``medical.not_found``
    """
    entry = session.get(MedicalEntry, entry_id)
    if entry is None or entry.absence_number not in file.numbers:
        raise NotFound("medical.not_found", "Deze aantekening staat niet in dit dossier.")
    return entry
