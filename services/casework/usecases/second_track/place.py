"""Place the employee with another employer by secondment (R-121…R-124, R-126)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.casework import publishing, store
from services.casework.domain.guidance.advice import AdviceKind, Outcome
from services.casework.domain.second_track.placement import check_placement, confirm_by, placement
from services.casework.domain.second_track.track import check_running
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.guidance import list_advices
from services.casework.store.second_track.tracks import get_track
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class Secondment:
    """The secondment; wages in euros per month."""

    start: date
    end: date
    durable: bool
    takeover_intention: bool
    wage_value_month: Decimal | None = None
    contract_wage_month: Decimal | None = None


def place(session: Session, *, actor: Actor, absence_number: str, track_id: str, command: Secondment,
          version: int | None = None) -> store.Placement:
    """Record a placement; absence prepares the partial recovery for the employer, and an expert opinion is advised.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises TrackInWrongState: if the track is closed
    :raises PlacementRefused: without wages, outside the track or the 104 weeks, or beside another placement
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file, today = load_case(session, absence_number), session.clock.today()
    track = get_track(session, file.numbers, track_id)
    check_running(track.value)
    placed = placement(command.start, command.end, durable=command.durable, takeover_intention=command.takeover_intention,
                       wage_value_month=command.wage_value_month, contract_wage_month=command.contract_wage_month)
    check_placement(placed, file.case, track_started_on=track.started_on, others=track.value.placements)
    due_on = confirm_by(placed.start, today)
    row = store.Placement(
        placement_id=new_id(), absence_number=absence_number, start=placed.start, end=placed.end,
        wage_value_month=placed.wage_value_month, contract_wage_month=placed.contract_wage_month,
        recovered_pct=placed.recovered_pct, durable=placed.durable, takeover_intention=placed.takeover_intention,
        confirm_by=due_on, recorded_at=session.clock.now(), recorded_by=actor.account_id)
    track.placements.append(row)
    _advise_expert_opinion(session, actor, absence_number, file.numbers, due_on)
    session.flush()
    publish(session, publishing.placement_made(dossier, row))
    return row


def _advise_expert_opinion(session: Session, actor: Actor, absence_number: str, numbers: list[str], due_on: date) -> None:
    """Advise to ask UWV for an expert opinion, unless such an advice is open; not following it has no effect (R-126)."""
    is_open = any(advice.kind == AdviceKind.EXPERT_OPINION_ADVICE and advice.outcome == Outcome.OPEN
                  for advice in list_advices(session, numbers))
    if not is_open:
        session.add(store.Advice(
            advice_id=new_id(), absence_number=absence_number, kind=AdviceKind.EXPERT_OPINION_ADVICE,
            given_on=session.clock.today(), given_by=actor.account_id, due_on=due_on, outcome=Outcome.OPEN))
