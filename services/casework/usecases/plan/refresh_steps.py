"""Derive the read model of steps from the facts; no other module writes it."""
from collections.abc import Iterable
from datetime import date
from itertools import islice

from sqlalchemy import Select, or_, select

from services.casework import store
from services.casework.domain.plan.protocol import protocol
from services.casework.domain.vra.vra import long_term_threat_on
from services.casework.store.casefiles import CaseFile, load_cases
from services.casework.store.dossiers import raise_versions
from services.casework.store.steps import CasePlan, write_plans
from services.casework.store.vra.notices import stagnation_subjects
from shared.db.session import Session

CHUNK = 500
"""Employees read and written together by a rebuild."""


def refresh_steps(session: Session, employee_ids: Iterable[str]) -> None:
    """Update the cases and steps of these employees after a change of a fact.

    Locks their dossiers first: a concurrent change of a fact waits, and then derives from both changes. A dossier whose plan was
    there before gets a new version.
    """
    employees = sorted(set(employee_ids))
    session.flush()
    dossiers = {row.absence_number: row for row in session.scalars(
        select(store.Dossier).where(store.Dossier.employee_id.in_(employees)).order_by(store.Dossier.absence_number)
        .with_for_update().execution_options(populate_existing=True))}
    raise_versions(dossier for dossier in dossiers.values() if dossier.case_number is not None)
    if dossiers:
        noticed = stagnation_subjects(session, employees)
        write_plans(session, employees, [_plan(file, dossiers, noticed) for file in load_cases(session, employees)
                                         if any(number in dossiers for number in file.numbers)])


def rebuild_steps(session: Session) -> None:
    """Rebuild the read model of all employees."""
    session.flush()
    employees = iter(session.scalars(_employees()).all())
    while chunk := list(islice(employees, CHUNK)):
        refresh_steps(session, chunk)
        session.expunge_all()  # otherwise the session would hold all cases


def list_without_steps(session: Session, today: date) -> list[str]:
    """Return the employees with a dossier for which the read model was never written, or by another protocol."""
    outdated = select(store.Case.case_number).where(store.Case.protocol != protocol().digest)
    return list(session.scalars(_employees().where(or_(
        store.Dossier.case_number.is_(None), store.Dossier.case_number.in_(outdated)))))


def _employees() -> Select[str]:
    return select(store.Dossier.employee_id).distinct().order_by(store.Dossier.employee_id)


def _plan(file: CaseFile, dossiers: dict[str, store.Dossier], noticed: frozenset[str]) -> CasePlan:
    own = [dossiers[number] for number in file.numbers if number in dossiers]
    is_set = any(dossier.long_term_threat_on is not None for dossier in own)
    return CasePlan(file, is_open=any(dossier.closed_on is None for dossier in own),
                    threatens_on=None if is_set else long_term_threat_on(file.case), noticed=noticed)
