"""Answer the wish to do without a step: the law lets nobody waive one (R-131)."""
from services.casework.domain.plan.completion import check_waiver
from services.casework.domain.plan.milestone import Code
from services.casework.store.dossiers import get_dossier
from shared.db.session import Session
from shared.kernel.actor import Actor


def waive_milestone(session: Session, *, actor: Actor, absence_number: str, code: Code) -> None:
    """Refuse, with the reason; only full recovery before its due date cancels a step.

    :raises ActionPlanMandatory: for the action plan, also if a quick return is expected
    :raises WaiverRefused: for another step
    """
    get_dossier(session, absence_number, actor)
    check_waiver(code)
