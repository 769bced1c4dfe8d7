"""The action plan in a case file, judged by the rules of casework (R-038, R-133)."""
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from cli.casefile.records import Employee, Entry
from services.casework.domain.documents.kinds import DocumentKind
from services.casework.domain.documents.statement import StatementNotFound, check_texts
from services.casework.domain.plan.milestone import Code, Party
from shared.kernel.refusals import NotFound

EVALUATED_AFTER = timedelta(weeks=6)


def texts_of(entry: Mapping[str, Any], *, evaluation_on: str) -> dict[str, Any]:
    """The sections of the plan; what an entry does not name is made up.

    :param entry: with JSON values
    """
    return {"contact_agreements": entry["contact_agreements"], "resumption_agreements": entry["resumption_agreements"],
            "employer_vision": entry.get("vision_employer"), "employee_vision": entry.get("vision_employee"),
            "activities": ["Opbouwen van uren in het eigen werk."], "contact_person": "De casemanager",
            "evaluation_on": evaluation_on}


def write_action_plan(employee: Employee, at: int, entry: Entry) -> None:
    """Write the plan."""
    if not employee.absences:
        raise NotFound("absence.not_found", "Er is geen verzuim van deze werknemer.")
    check_texts(DocumentKind.ACTION_PLAN, texts_of(entry, evaluation_on=(entry["on"] + EVALUATED_AFTER).isoformat()))
    employee.has_action_plan = True


def sign_action_plan(employee: Employee, at: int, entry: Entry) -> None:
    """Record the part of a party of the step, once a plan was written."""
    if not employee.has_action_plan:
        raise StatementNotFound
    party = Party.EMPLOYER if entry["by"] == Party.EMPLOYER else Party.EMPLOYEE
    employee.completions.append({**entry, "code": Code.M04, "completed_on": entry["on"], "party": party})
