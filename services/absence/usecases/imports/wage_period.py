"""Whether the wages of a file are per month or per year, according to its head, its sender or an answer."""
from services.absence.domain.employee_import import ImportState, WagePeriod
from services.absence.store.imports import EmployeeImport, get_import
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, RuleViolated, ensure_version


def settle(said_by_head: WagePeriod | None, said_by_sender: WagePeriod | None) -> WagePeriod | None:
    """The wage period, or None if the sender must be asked: a wage per month is only accepted if confirmed.

    :raises RuleViolated: ``import.wage_period``
    """
    if said_by_head is WagePeriod.YEAR and said_by_sender not in (None, WagePeriod.YEAR):
        raise RuleViolated("import.wage_period", "De kolom heet Jaarloon. Noem haar Maandloon als het loon per maand is.")
    return said_by_sender or (WagePeriod.YEAR if said_by_head is WagePeriod.YEAR else None)


def answer_wage_period(session: Session, *, actor: Actor, import_id: str, wage_period: WagePeriod,
                       version: int | None = None) -> EmployeeImport:
    """Set the wage period of an import, so that its rows can be processed.

    :param version: the one that the actor read; None not to check
    :raises Stale: if the import was changed since
    :raises Conflict: ``import.not_asked`` if it does not wait for this answer
    """
    found = get_import(session, import_id, actor, lock=True)
    ensure_version(version, found.version)
    if found.state != ImportState.ASKING:
        raise Conflict("import.not_asked", "Bij deze import is het loon al duidelijk.")
    found.wage_period, found.state = wage_period, ImportState.WAITING
    session.flush()
    return found
