"""Recourse files: the list with the first to act on, counts, and one file with its amounts (domain.md §5)."""
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import func, select

from services.claims import store
from services.claims.domain.recourse.limitation import ALARM_MONTHS
from services.claims.domain.recourse.recourse import BEFORE_CONTACT, CANNOT_LAPSE, ENDED, RecourseStatus, next_steps
from services.claims.queries.ownership import own
from services.claims.store.recourse import LEGAL_AID
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.percentage import Percentage
from shared.web.pages import Page, page_by_keys


class FileState(StrEnum):
    """Which files a list shows."""

    OPEN = "OPEN"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many files are open, wait for a call to the employer, are late with it, or lapse within three months."""

    open: int
    to_contact: int
    contacts_overdue: int
    lapsing: int


@dataclass(frozen=True, slots=True)
class FileAmounts:
    """What can be recovered of a file in euros, and what was received; None while the liability is not accepted."""

    gross_wage_loss: Decimal
    benefits: Decimal
    employer_uninsured: Decimal
    received: Decimal
    recoverable_wage: Decimal | None = None
    recoverable_reintegration: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FileView:
    """A file with its amounts; None until the damage is stated."""

    file: store.RecourseFile
    amounts: FileAmounts | None

    @property
    def next(self) -> tuple[RecourseStatus, ...]:
        """The statuses that can follow."""
        return next_steps(RecourseStatus(self.file.status))


def list_recourse_files(session: Session, *, actor: Actor, state: FileState | None, cursor: str | None,
                        limit: int) -> Page[store.RecourseFile]:
    """Recourse files, the first to act on first; legal aid reads those that are referred to it (domain.md §7.5).

    :param state: None for all
    """
    file = store.RecourseFile
    query = own(select(file), file.employer_id, actor)
    if actor.roles == {LEGAL_AID}:
        query = query.where(file.is_referred)
    if state is not None:
        query = query.where(file.status.in_(ENDED) if state is FileState.ENDED else file.status.not_in(ENDED))
    return page_by_keys(session, query, keys=(file.due_on, file.recourse_id), view_all=lambda rows: rows, cursor=cursor,
                        limit=limit)


def count_files(session: Session) -> FileCounts:
    """The counts of all employers, on today."""
    file, today = store.RecourseFile, session.clock.today()
    before = file.status.in_(BEFORE_CONTACT)
    soon = add_months(today, min(ALARM_MONTHS))
    lapses_soon = file.status.not_in(CANNOT_LAPSE) & ((file.claim_until <= soon) | file.direct_action_until.between(today, soon))
    row = session.execute(select(
        func.count(), func.count().filter(before), func.count().filter(before & (file.contact_due_on < today)),
        func.count().filter(lapses_soon)).where(file.status.not_in(ENDED))).one()
    return FileCounts(*row)


def get_file(session: Session, *, actor: Actor, absence_number: str) -> FileView:
    """One file.

    :raises NotFound: ``recourse.not_found``
    """
    file = store.get_recourse_file(session, absence_number, actor)
    damage = store.load_damage(session, file)
    if damage is None:
        return FileView(file, None)
    known = (damage.gross_wage_loss, damage.benefits, damage.uninsured, file.received)
    if file.accepted_pct is None:
        return FileView(file, FileAmounts(*known))
    return FileView(file, FileAmounts(*known, *damage.recoverable(Percentage.of(file.accepted_pct))))
