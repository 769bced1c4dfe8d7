"""The employer suspends or stops the wage (R-109…R-112); always published to claims."""
from dataclasses import asdict, dataclass
from datetime import date

from services.casework import publishing, store
from services.casework.domain.sanctions.sanction import Ground, Sanction, WarningRule, impose
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.measures import get_ladder
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import NoticeKind, SanctionKind
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class SanctionNotice:
    """The sanction to impose; the override reason is a code, and only a casemanager may use it."""

    kind: SanctionKind
    ground: Ground
    start: date
    end: date | None = None
    override_reason: str | None = None


def impose_sanction(session: Session, *, actor: Actor, absence_number: str, command: SanctionNotice, rule: WarningRule,
                    version: int | None = None) -> store.Sanction:
    """Record a sanction, and notify claims and VRA.

    :param rule: how many warnings come before it
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises SanctionRefused: for missing steps or impossible dates
    :raises SanctionOverlaps: if another sanction covers some of its days
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file = load_case(session, absence_number)
    ladder = get_ladder(session, file.numbers)
    by_casemanager = "casemanager" in actor.roles
    overrides = {} if by_casemanager else {"override_reason": None}
    sanction = Sanction(**asdict(command) | overrides)
    impose(ladder, sanction, facts=file.facts, rule=rule, by_casemanager=by_casemanager)
    warnings = len(ladder.counted_warnings(sanction.ground, sanction.start))
    row = store.Sanction(
        sanction_id=new_id(), absence_number=absence_number, kind=sanction.kind, ground=sanction.ground,
        start=sanction.start, end=sanction.end, override_reason=sanction.override_reason, warnings=warnings,
        lacks_warnings=warnings < rule.at_least, lifted_on=None, back_pay=None, recorded_at=session.clock.now(),
        recorded_by=actor.account_id)
    session.add(row)
    publish(session, publishing.sanction_notified(dossier, row))
    raise_vra_notice(session, dossier, NoticeKind.SANCTION, row.sanction_id)
    return row
