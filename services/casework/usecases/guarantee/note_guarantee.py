"""Keep what claims decided on the gatekeeper guarantee (E38)."""
from services.casework import store
from shared.db.session import Session
from shared.events.claims import GuaranteeDecided


def note_guarantee(session: Session, *, event: GuaranteeDecided) -> None:
    """The decision beside the wage sanction; a decision on another's sanction is none of ours."""
    row = session.get(store.WageSanction, event.sanction_id, with_for_update=True)
    if row is None:
        return
    evidence = {condition["code"]: condition.get("evidence", "") for condition in row.conditions}
    row.approved, row.amount = event.approved, event.amount
    row.conditions = [{"code": c.code, "holds": c.holds, "evidence": evidence.get(c.code, "")}
                      for c in event.conditions]
