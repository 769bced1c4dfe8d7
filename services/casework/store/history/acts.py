"""Every act on a case: what was recorded in a dossier or changed there, by whom and when, with the old and new values (R-154).

The acts are written by the session itself, from the rows that it is about to write, so that no use case can leave one out.
"""
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, String, event, inspect, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import ACTING, DOSSIER
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

Values = dict[str, Any]

class Kept(NamedTuple):
    """The columns whose values the history keeps; none with free text, names or accounts.

    :ivar about: those that say which record an act is about
    :ivar values: those that are shown as they were and as they are
    """

    about: tuple[str, ...]
    values: tuple[str, ...]


KEPT: Mapping[str, Kept] = {
    "advice": Kept(("kind",), ("due_on", "outcome", "reason_code", "reason_accepted")),
    "agreement": Kept((), ("agreed_on",)),
    "completion": Kept(("code",), ("completed_on", "party")),
    "conflict_step": Kept(("kind", "taken_on"), ("taken_on", "outcome", "withdrawal_reason")),
    "contact_pause": Kept((), ("reason", "first_day", "last_day")),
    "declaration": Kept((), ("status", "amount")),
    "document": Kept(("kind",), ("dated_on", "withdrawn_at")),
    "dossier": Kept((), ("long_term_threat_on",)),
    "effort": Kept(("effort_class",), ("made_on",)),
    "follow_up": Kept((), ("followed_on", "situation", "next_on")),
    "information_request": Kept(("addressee",), ("due_on", "status")),
    "placement": Kept((), ("start", "end", "recovered_pct", "durable", "takeover_intention", "withdrawn_on")),
    "prognosis": Kept(("expectation",), ("given_on",)),
    "referral": Kept(("kind",), ("reason_code", "referred_on")),
    "reintegration_activity": Kept(("kind",), ("status", "starts_on", "started_on", "finished_on", "announced_amount")),
    "reintegration_report": Kept((), ("sealed_at",)),
    "requested_step": Kept(("code",), ("requested_on", "due_on")),
    "sanction": Kept(("kind",), ("start", "end", "lifted_on", "back_pay")),
    "second_track": Kept((), ("work", "started_on", "status", "closing_reason")),
    "shared_limitations": Kept((), ("shared_at",)),
    "statement": Kept(("kind",), ("employer_signed_on", "employee_signed_on", "doctor_signed_on")),
    "step_deviation": Kept(("code",), ("due_on", "party")),
    "support_order": Kept((), ("fields",)),
    "track_contact": Kept(("contacted_on",), ("contacted_on", "withdrawal_reason")),
    "track_report": Kept(("reported_on",), ("reported_on", "orientations", "applications", "withdrawal_reason")),
    "vacation": Kept((), ("start", "end", "status", "doctor_answer")),
    "vra_notice": Kept(("kind",), ("status",)),
    "verdict": Kept((), ("verdict", "given_on")),
    "wage_sanction": Kept((), ("decision_on", "received_on", "weeks", "ends_on", "terms_met", "withdrawn_on", "approved")),
    "warning": Kept(("given_on",), ("given_on", "withdrawal_reason")),
}
"""The subjects of the history by table."""
NOT_KEPT = frozenset({"act", "emergency_access", "invoice_file", "reading", "reading_link", "report_chain",
                      "staffing"})
"""Tables of dossiers outside the history: who looked, with the chain of it, and who guides, which are lists of
their own, and files of declarations."""
CHANGED_ALONE = frozenset({"dossier"})
"""Subjects of which only changes are acts: a dossier is opened by the report itself."""


class Act(Base):
    """One record of a case that was added, changed or deleted; never changed itself.

    :ivar actor_id: None if the platform did it, on an event or a date
    :ivar role: the actor's role, `employer` for an employer's account
    :ivar about: values that say which record of the subject it is
    :ivar old: the changed values as they were; None of a new record
    :ivar new: the values of a new record, or the changed ones; None of a deleted record
    """

    __tablename__ = "act"
    __table_args__ = (Index("ix_act_of_dossier", "absence_number", "act_id"),)
    act_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER))
    recorded_at: Mapped[datetime]
    actor_id: Mapped[str | None] = mapped_column(ACCOUNT)
    role: Mapped[str | None] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(40))
    about: Mapped[Values] = mapped_column(JSONB)
    old: Mapped[Values | None] = mapped_column(JSONB)
    new: Mapped[Values | None] = mapped_column(JSONB)


def list_acts(session: Session, numbers: Sequence[str]) -> Sequence[Act]:
    """Return the acts on a case, in the order in which they were recorded."""
    query = select(Act).where(Act.absence_number.in_(numbers))
    return session.scalars(query.order_by(Act.recorded_at, Act.act_id)).all()


@event.listens_for(Session, "before_flush")
def _keep_acts(session: Session, *_: Any) -> None:
    """Add an act for each record of a case that the session is about to write."""
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Base) and row.__tablename__ in KEPT:
            _keep(session, row)


def _keep(session: Session, row: Any) -> None:
    """Add the act that a pending record is, unless it changes nothing that is kept."""
    table: str = row.__tablename__
    kept, state = KEPT[table], inspect(row)
    old, new = None, None
    if row in session.new:
        new = _values(kept.values, row)
    elif row in session.deleted:
        old = _values(kept.values, row)
    else:
        before = {name: history.deleted for name in kept.values if (history := state.attrs[name].history).has_changes()}
        old = {name: plain(deleted[0]) if deleted else None for name, deleted in before.items()}
        new = {name: plain(getattr(row, name)) for name in before}
    if (old is None and table not in CHANGED_ALONE) or old:
        keep_act(session, row.absence_number, table, about=_values(kept.about, row), old=old, new=new)


def keep_act(session: Session, absence_number: str, subject: str, *, about: Values, old: Values | None = None,
             new: Values | None = None) -> None:
    """Add an act by who works on the dossier; call it for a record that is written without the session."""
    actor: Actor | None = session.info.get(ACTING)
    session.add(Act(
        act_id=new_id(), absence_number=absence_number, recorded_at=session.clock.now(), actor_id=actor and actor.account_id,
        role=actor and actor.shown_role, subject=subject, about=about, old=old, new=new))


def _values(names: Iterable[str], row: Any) -> Values:
    return {name: plain(value) for name in names if (value := getattr(row, name)) is not None}


def plain(value: Any) -> Any:
    """A value as JSON has it; days are ISO 8601, amounts text."""
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
