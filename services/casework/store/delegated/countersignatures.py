"""Countersignatures of company doctors under steps that consultants recorded for them (R-027, R-037)."""
from datetime import datetime

from sqlalchemy import ForeignKey, Select, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.plan.kinds import Party
from services.casework.domain.plan.protocol import protocol
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import Completion
from services.casework.store.staff.delegations import Delegation


class Countersignature(Base):
    """The company doctor stands for a step that a consultant recorded under him; never changed or deleted."""

    __tablename__ = "countersignature"
    completion_id: Mapped[str] = mapped_column(ForeignKey("completion.completion_id"), primary_key=True)
    doctor_id: Mapped[str] = mapped_column(ACCOUNT)
    signed_at: Mapped[datetime]


def delegated_to_consultants_of(doctor_id: str) -> Select[Completion]:
    """Return the query of the doctor's steps that consultants recorded while under him, without a countersignature."""
    own = [code for code, kind in protocol().kinds.items() if kind.responsible is Party.COMPANY_DOCTOR]
    return select(Completion).join(Delegation, Delegation.consultant_id == Completion.recorded_by).where(
        Delegation.doctor_id == doctor_id, Delegation.began_at <= Completion.recorded_at,
        or_(Delegation.ended_at.is_(None), Delegation.ended_at >= Completion.recorded_at), Completion.code.in_(own),
        Completion.recorded_by != doctor_id,
        ~select(Countersignature.completion_id).where(Countersignature.completion_id == Completion.completion_id).exists())
