"""Second tracks with their contacts, progress reports and placements (R-113…R-125)."""
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, SmallInteger, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.casework.domain.second_track import placement as rules
from services.casework.domain.second_track.track import ClosingReason, Track, TrackNotFound, TrackStatus, WorkKind
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.copies import AbsenceMutation
from services.casework.store.dossiers import DOSSIER
from services.casework.store.history.withdrawals import Withdrawable
from shared.db.session import Session

TRACK = "second_track.track_id"
ID = String(36)


class TrackContact(Withdrawable, Base):
    """A contact between employer and employee during a track; without what was said."""

    __tablename__ = "track_contact"
    contact_id: Mapped[str] = mapped_column(ID, primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey(TRACK), index=True)
    contacted_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)
    track: Mapped["SecondTrack"] = relationship(back_populates="contacts")

    @property
    def absence_number(self) -> str:
        """That of the track, for the history of its dossier."""
        return self.track.absence_number


class TrackReport(Withdrawable, Base):
    """A progress report of who carries the track out: how often the employee oriented and applied."""

    __tablename__ = "track_report"
    report_id: Mapped[str] = mapped_column(ID, primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey(TRACK), index=True)
    reported_on: Mapped[date]
    orientations: Mapped[int] = mapped_column(SmallInteger)
    applications: Mapped[int] = mapped_column(SmallInteger)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)
    track: Mapped["SecondTrack"] = relationship(back_populates="reports")

    @property
    def absence_number(self) -> str:
        """That of the track, for the history of its dossier."""
        return self.track.absence_number


class Placement(Base):
    """A secondment to another employer; one that was taken back stays with the day on which it was."""

    __tablename__ = "placement"
    placement_id: Mapped[str] = mapped_column(ID, primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey(TRACK), index=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    start: Mapped[date]
    end: Mapped[date]
    wage_value_month: Mapped[Decimal]
    contract_wage_month: Mapped[Decimal]
    recovered_pct: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    durable: Mapped[bool]
    takeover_intention: Mapped[bool]
    confirm_by: Mapped[date]
    withdrawn_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)
    confirmations: Mapped[list[AbsenceMutation]] = relationship(
        viewonly=True, lazy="selectin", foreign_keys=AbsenceMutation.placement_id,
        primaryjoin="Placement.placement_id == AbsenceMutation.placement_id")

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.withdrawn_on is None

    @property
    def confirmed(self) -> bool:
        """Whether the employer reported the partial recovery."""
        return bool(self.confirmations)

    @property
    def value(self) -> rules.Placement:
        """The placement as a domain value."""
        return rules.Placement(
            start=self.start, end=self.end, wage_value_month=self.wage_value_month,
            contract_wage_month=self.contract_wage_month, durable=self.durable, takeover_intention=self.takeover_intention,
            confirm_by=self.confirm_by, confirmed=self.confirmed)


class SecondTrack(Base):
    """A second track.

    :ivar provider: the firm that carries it out; None if the employer does (R-115)
    """

    __tablename__ = "second_track"
    track_id: Mapped[str] = mapped_column(ID, primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    provider: Mapped[str | None] = mapped_column(String(120))
    work: Mapped[WorkKind] = mapped_column(String(8))
    started_on: Mapped[date]
    status: Mapped[TrackStatus] = mapped_column(String(8))
    closed_on: Mapped[date | None]
    closing_reason: Mapped[ClosingReason | None] = mapped_column(String(12))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)
    contacts: Mapped[list[TrackContact]] = relationship(
        back_populates="track", order_by=TrackContact.contacted_on, lazy="selectin")
    reports: Mapped[list[TrackReport]] = relationship(
        back_populates="track", order_by=TrackReport.reported_on, lazy="selectin")
    placements: Mapped[list[Placement]] = relationship(order_by=Placement.recorded_at, lazy="selectin")

    @property
    def value(self) -> Track:
        """The track as a domain value, with the contacts, reports and placements that stand."""
        return Track(
            started_on=self.started_on, status=TrackStatus(self.status),
            contacts=[contact.contacted_on for contact in self.contacts if contact.stands],
            reports=[report.reported_on for report in self.reports if report.stands],
            applications=sum(report.applications for report in self.reports if report.stands),
            placements=[placement.value for placement in self.placements if placement.stands])


def get_track(session: Session, numbers: Sequence[str], track_id: str) -> SecondTrack:
    """Return a track of a case.

    :raises TrackNotFound: if there is none
    """
    row = session.get(SecondTrack, track_id)
    if row is None or row.absence_number not in numbers:
        raise TrackNotFound("second_track.not_found", "Dit traject bestaat niet.")
    return row


def get_placement(track: SecondTrack, placement_id: str) -> Placement:
    """Return a placement of a track.

    :raises TrackNotFound: if there is none
    """
    row = next((placement for placement in track.placements if placement.placement_id == placement_id), None)
    if row is None:
        raise TrackNotFound("placement.not_found", "Deze plaatsing bestaat niet.")
    return row


def list_tracks_of(session: Session, numbers: Sequence[str]) -> Sequence[SecondTrack]:
    """Return the tracks of a case, oldest first, as they are now."""
    session.flush()
    return session.scalars(select(SecondTrack).where(SecondTrack.absence_number.in_(numbers)).order_by(
        SecondTrack.recorded_at, SecondTrack.track_id).execution_options(populate_existing=True)).all()


def list_placements_of(session: Session, absence_number: str) -> Sequence[Placement]:
    """Return all placements of a dossier, those that were taken back too, oldest first."""
    return session.scalars(select(Placement).where(Placement.absence_number == absence_number).order_by(
        Placement.recorded_at, Placement.placement_id)).all()
