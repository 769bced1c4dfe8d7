"""The history of a case, with the names of the staff who acted."""
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from services.casework import store
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import get_dossier
from services.casework.store.history.acts import Act, list_acts
from shared.db.session import Session
from shared.kernel.actor import Actor


class CaseHistory(NamedTuple):
    """The acts on a composite case, oldest first, and its absence numbers."""

    absence_numbers: Sequence[str]
    acts: Sequence["NamedAct"]


class NamedAct(NamedTuple):
    """An act with the name of the actor; None for an employer's account, for the platform, and for staff unknown by name."""

    act: Act
    name: str | None


def list_history(session: Session, *, actor: Actor, absence_number: str) -> CaseHistory:
    """All acts on the composite case of a dossier, oldest first (R-154).

    :raises NotFound: if there is no such dossier, or it is another employer's
    :raises NotAssigned: if the actor guides cases, and this one is assigned to others
    """
    get_dossier(session, absence_number, actor)
    numbers = load_case(session, absence_number).numbers
    acts = list_acts(session, numbers)
    staff = select(store.StaffMember.account_id, store.StaffMember.name).where(
        store.StaffMember.account_id.in_({act.actor_id for act in acts}))
    names = {row.account_id: row.name for row in session.execute(staff)}
    return CaseHistory(numbers, [NamedAct(act, names.get(act.actor_id or "")) for act in acts])
