"""State the damage of a recourse file: net wage and re-integration costs, never gross wage (6:107a BW, R-4 of §5.4)."""
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.claims import store
from services.claims.domain.recourse.recourse import (
    FOR_STATEMENT,
    ClaimItem,
    ClaimLine,
    RecourseStatus,
    StepIncomplete,
    TransitionNotAllowed,
    refuse_gross_wage,
)
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.kernel.refusals import ensure_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A damage statement in euros.

    :ivar lines: what is claimed of the liable party
    :ivar net_lost: net wage that the employee would have lost; None means what was paid and what he lost himself
    :ivar victim_own: net income that the employee lost although he was paid
    :ivar reintegration_uninsured: part of the re-integration costs that the insurer did not reimburse
    :ivar gross_paid: what the employer paid gross, if that was not the whole wage of the sick days
    """

    lines: Sequence[ClaimLine]
    net_lost: Decimal | None = None
    victim_own: Decimal = ZERO
    reintegration_uninsured: Decimal = ZERO
    gross_paid: Decimal | None = None

    def claimed(self, item: ClaimItem) -> Decimal:
        """The sum of the lines of an item."""
        return sum((line.amount for line in self.lines if line.item is item), ZERO)


def state_damage(session: Session, *, actor: Actor, absence_number: str, command: Statement,
                 version: int | None = None) -> store.RecourseFile:
    """Record the damage up to and including the last month that ended, and again until the parties settle.

    :raises NotFound: ``recourse.not_found``
    :raises Stale: if the file was changed since `version`
    :raises NetWageOnly: ``recourse.net_only``
    :raises TransitionNotAllowed: if liability was not acknowledged, or the parties settled
    """
    file = store.get_recourse_file(session, absence_number, actor, lock=True)
    ensure_version(version, file.version)
    refuse_gross_wage(command.lines)
    if file.status not in FOR_STATEMENT:
        raise TransitionNotAllowed("recourse.cannot_state", "De schade stelt u vast nadat de aansprakelijkheid is erkend en "
                                   "voordat u schikt.", field="status")
    net_loss, costs = command.claimed(ClaimItem.NET_WAGE), command.claimed(ClaimItem.REINTEGRATION)
    if command.reintegration_uninsured > costs:
        raise StepIncomplete("recourse.uninsured_above_costs", "De werkgever kan niet meer dan de re-integratiekosten zelf "
                             "hebben betaald.", field="reintegration_uninsured")
    if file.status in (RecourseStatus.ACKNOWLEDGED, RecourseStatus.PARTLY_ACKNOWLEDGED):
        file.status = RecourseStatus.DAMAGE_STATEMENT
    today = session.clock.today()
    file.net_loss, file.victim_own, file.gross_paid = net_loss, command.victim_own, command.gross_paid
    file.net_lost = net_loss + command.victim_own if command.net_lost is None else command.net_lost
    file.reintegration_costs, file.reintegration_uninsured = costs, command.reintegration_uninsured
    file.loss_through = str(Month.of(today).previous())
    file.note(store.RecourseAct.STATED, at=session.clock.now(), on=today, by=actor.account_id, amount=net_loss + costs)
    return file
