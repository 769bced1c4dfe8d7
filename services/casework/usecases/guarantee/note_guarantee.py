"""Keep what claims decided on the gatekeeper guarantee (E38)."""
from sqlalchemy import delete

from services.casework import store
from shared.db.session import Session
from shared.events.claims import GuaranteeDecided


def note_guarantee(session: Session, *, event: GuaranteeDecided) -> None:
    """Record the decision with the wage sanction; a decision on an unknown sanction is ignored."""
    row = session.get(store.WageSanction, event.sanction_id, with_for_update=True)
    if row is None:
        return
    evidence = {condition.code: condition.evidence for condition in row.conditions}
    row.approved, row.amount = event.approved, event.amount
    session.execute(delete(store.WageSanctionCondition).where(
        store.WageSanctionCondition.sanction_id == row.sanction_id))
    session.expire(row, ["conditions"])
    row.conditions = [store.WageSanctionCondition(position=position, code=c.code, holds=c.holds,
                                                  evidence=evidence.get(c.code, ""))
                      for position, c in enumerate(event.conditions)]
