"""The regions in which consultants work, and who of them can be chosen for an employer (R-027, R-030)."""
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ARRAY, ColumnElement, String, any_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.guidance.regions import Region, region_of
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.copies import Policy, StaffMember
from services.casework.store.staff.delegations import active_consultants
from shared.db.session import Session


class ConsultantRegions(Base):
    """The regions in which a consultant works; without a row or without regions, the whole country."""

    __tablename__ = "consultant_regions"
    consultant_id: Mapped[str] = mapped_column(ACCOUNT, primary_key=True)
    regions: Mapped[list[Region]] = mapped_column(ARRAY(String(16)))
    version: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


def list_available_consultants(session: Session, region: Region | None) -> Sequence[str]:
    """Return the consultants in use who work under a company doctor and in a region, None for an unknown one."""
    return session.scalars(active_consultants().where(_works_in(region))).all()


def _works_in(region: Region | None) -> ColumnElement[bool]:
    limited = select(ConsultantRegions.consultant_id).where(
        ConsultantRegions.consultant_id == StaffMember.account_id, func.cardinality(ConsultantRegions.regions) > 0)
    everywhere = ~limited.exists()
    return everywhere if region is None else or_(everywhere, limited.where(any_(ConsultantRegions.regions) == region).exists())


def find_region(session: Session, employer_id: str) -> Region | None:
    """Return the region of an employer's establishment, by the postcode of the latest policy."""
    postcode = session.scalar(select(Policy.postcode).where(Policy.employer_id == employer_id).order_by(
        Policy.valid_from.desc(), Policy.policy_number).limit(1))
    return region_of(postcode) if postcode else None


def list_regions(session: Session, consultant_ids: Iterable[str]) -> dict[str, ConsultantRegions]:
    """Return what was recorded of some consultants, by consultant."""
    query = select(ConsultantRegions).where(ConsultantRegions.consultant_id.in_(set(consultant_ids)))
    return {row.consultant_id: row for row in session.scalars(query)}
