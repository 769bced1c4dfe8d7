"""The beginning and the end that every change of an absence has in common."""
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Any

from services.absence import store
from services.absence.domain.recovery import Recovery
from services.absence.domain.secondment import confirmed_by
from services.absence.domain.states import Act, check_admitted
from services.absence.publishing import corrected
from services.absence.usecases.absences import history
from services.absence.usecases.absences.settle import settle
from shared.db.session import Session
from shared.events.changed_value import ChangedValue
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound, ensure_version
from shared.kernel.vocabulary import AbsenceStatus
from shared.messaging.outbox import publish


def take(session: Session, *, actor: Actor, absence_number: str, act: Act,
         version: int | None) -> tuple[store.Absence, store.Employee]:
    """Lock the employee of an absence and check that the absence admits the act.

    :param version: sequence of the absence that the actor read; None not to check
    """
    absence = store.get_absence(session, absence_number, actor)
    employee = store.get_employee(session, absence.employee_id, actor, lock=True)
    session.refresh(absence)
    ensure_version(version, absence.sequence)
    check_admitted(act, AbsenceStatus(absence.status))
    return absence, employee


@contextmanager
def raised_versions(shown: Iterable[store.Absence]) -> Iterator[None]:
    """Raise the versions of absences that show a change, unless the work inside raised them: the ETags of their pages differ."""
    before = [(absence, absence.sequence) for absence in shown]
    yield
    for absence, sequence in before:
        absence.sequence = max(absence.sequence, sequence + 1)


def mutation_of(absence: store.Absence, mutation_id: str) -> store.Mutation:
    """A partial recovery or relapse of the absence.

    :raises NotFound: ``mutation.not_found``
    """
    found = next((m for m in absence.mutations if m.mutation_id == mutation_id), None)
    if found is None:
        raise NotFound("mutation.not_found", "Deze wijziging bestaat niet.")
    return found


def confirmed_placement(session: Session, absence: store.Absence, found: Recovery, *, instead_of: str = "") -> str | None:
    """The id of the placement whose prepared recovery a report confirms, None if none is waiting for one (R-124).

    :param instead_of: id of a mutation that the report replaces, besides those of its date
    :raises RecoveryDiffers: if one is waiting, and the report is another
    """
    confirmed = {m.placement_id for m in absence.mutations
                 if m.effective_on != found.effective_on and m.mutation_id != instead_of}
    own = confirmed_by(found, [row.value for row in store.list_prepared(session, [absence.absence_number])
                               if row.placement_id not in confirmed])
    return None if own is None else own.placement_id


def others_of(session: Session, absence: store.Absence) -> list[store.Absence]:
    """The employee's other absences that were not withdrawn, oldest first."""
    return [each for each in store.list_absences_of(session, absence.employee_id) if each is not absence]


def changed_value(name: str, old: Any, new: Any, *, mutation_id: str | None = None) -> ChangedValue:
    """An old and a new value as text."""
    return ChangedValue(field=name, old=_written(old), new=_written(new), mutation_id=mutation_id)


def complete_correction(session: Session, absence: store.Absence, employee: store.Employee, *, actor: Actor, kind: str,
                        changes: Sequence[ChangedValue], affects_from: date) -> None:
    """Settle a corrected absence, record the old and new values in its history and publish them."""
    absence.sequence += 1
    settle(session, employee, changed=absence)
    history.record(session, absence, kind, actor, old={each.field: each.old for each in changes},
                   new={each.field: each.new for each in changes})
    publish(session, corrected(absence, affects_from=affects_from, changes=tuple(changes)))


def _written(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.value) if isinstance(value, Enum) else str(value)
