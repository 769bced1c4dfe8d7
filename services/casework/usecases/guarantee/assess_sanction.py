"""Assess the guarantee of a wage sanction again after it changed, and send claims its present state (R-049)."""
from services.casework import publishing, store
from services.casework.domain.guarantee.guarantee import assess_guarantee
from services.casework.store.casefiles import CaseFile
from services.casework.store.copies import list_guidance
from services.casework.store.guidance import list_advices
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.messaging.outbox import publish


def assess_sanction(session: Session, dossier: store.Dossier, file: CaseFile, row: store.WageSanction) -> None:
    """Assess each condition with its evidence, as it was on the day of the report, and publish the result.

    What claims decided before no longer counts.
    """
    advices = [advice.value for advice in list_advices(session, file.numbers)]
    assessment = assess_guarantee(
        file.case, row.value, guidance=list_guidance(session, dossier.employer_id), advices=advices,
        contract_terms_met=row.terms_met, today=row.reported_on)
    known = {condition.code: condition for condition in row.conditions}
    for position, one in enumerate(assessment.conditions):
        condition = known.get(one.code)
        if condition is None:
            row.conditions.append(store.WageSanctionCondition(position=position, code=one.code, holds=one.holds,
                                                              evidence=one.evidence))
        else:
            condition.holds, condition.evidence = one.holds, one.evidence
    row.approved = row.amount = None
    refresh_steps(session, [dossier.employee_id])
    publish(session, publishing.wage_sanction_reported(dossier, row))
