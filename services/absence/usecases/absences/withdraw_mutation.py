"""Take back a partial recovery or a relapse (domain.md §15.5)."""
from services.absence import store
from services.absence.domain.states import Act
from services.absence.usecases.absences.changing import changed_value, complete_correction, mutation_of, take
from shared.db.session import Session
from shared.kernel.actor import Actor


def withdraw_mutation(session: Session, *, actor: Actor, absence_number: str, mutation_id: str,
                      version: int | None = None) -> store.Absence:
    """Remove a partial recovery or relapse; the one before it is then in effect until the next.

    :raises NotFound: ``mutation.not_found``
    """
    absence, employee = take(session, actor=actor, absence_number=absence_number, act=Act.WITHDRAW_MUTATION, version=version)
    mutation = mutation_of(absence, mutation_id)
    changes = [changed_value(name, getattr(mutation, name), None, mutation_id=mutation_id)
               for name in ("effective_on", "basis", "recovered_pct")]
    absence.mutations.remove(mutation)
    complete_correction(session, absence, employee, actor=actor, kind="MUTATION_WITHDRAWN", affects_from=mutation.effective_on,
                        changes=changes)
    return absence
