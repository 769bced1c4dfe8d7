"""Store the employees that came with the application for a policy, on behalf of the employer (R-015)."""
from services.absence import store
from services.absence.domain.employee_import import WagePeriod
from services.absence.store.imports import EmployeeImport
from services.absence.usecases.imports.send_file import send_file
from services.absence.usecases.imports.table import Table
from shared.db.session import Session
from shared.kernel.actor import Actor


def send_application(session: Session, *, actor: Actor, policy_number: str, table: Table, sha256: str,
                     wage_period: WagePeriod | None) -> EmployeeImport:
    """Store the file as an import of the employer, who sees its result and answers what is asked about it.

    :raises NotFound: ``policy.not_found``
    :raises RuleViolated: as `send_file`
    """
    employer_id = store.get_policy(session, policy_number).employer_id
    on_behalf = Actor(actor.account_id, employer_id, frozenset({"EMPLOYEE_DATA"}))
    return send_file(session, actor=on_behalf, table=table, sha256=sha256, wage_period=wage_period)
