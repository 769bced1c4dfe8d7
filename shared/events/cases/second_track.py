"""Events of casework about second tracks and placements."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.events.cases.dossiers import DossierEvent


class TrackClosingReason(StrEnum):
    """Why a second track ended."""

    PLACED = "PLACED"
    RECOVERED = "RECOVERED"
    OTHER = "OTHER"


@dataclass(frozen=True, kw_only=True)
class SecondTrackStarted(DossierEvent):
    """A second track began (E27). Emitted by start_track. The provider is left out: its name says nothing that a reader needs."""

    TYPE = "nl.verzuim.casework.second-track.started.v1"
    FOR_WHOM = "partner arbo services; claims uses the recoveries that the employer reports"
    track_id: str
    started_on: date


@dataclass(frozen=True, kw_only=True)
class SecondTrackProgressed(DossierEvent):
    """A progress report of a second track was received (E27). Emitted by report_progress."""

    TYPE = "nl.verzuim.casework.second-track.progressed.v1"
    FOR_WHOM = "partner arbo services; claims uses the recoveries that the employer reports"
    track_id: str
    reported_on: date


@dataclass(frozen=True, kw_only=True)
class SecondTrackClosed(DossierEvent):
    """A second track ended (E27). Emitted by close_track."""

    TYPE = "nl.verzuim.casework.second-track.closed.v1"
    FOR_WHOM = "partner arbo services; claims uses the recoveries that the employer reports"
    track_id: str
    closed_on: date
    reason: TrackClosingReason


@dataclass(frozen=True, kw_only=True)
class PlacementMade(DossierEvent):
    """The employee is seconded to another employer, or a placement was taken back (E28). Emitted by place and withdraw_placement.

    :ivar recovered_pct: of the partial recovery that the employer reports from `start`, two decimals
    :ivar wage_value_month: euros per month invoiced to the other employer
    :ivar contract_wage_month: euros per month by the own contract
    :ivar withdrawn: whether it was taken back
    """

    TYPE = "nl.verzuim.casework.placement.made.v1"
    placement_id: str
    start: date
    secondment_end: date
    recovered_pct: Decimal
    wage_value_month: Decimal
    contract_wage_month: Decimal
    durable: bool
    takeover: bool
    withdrawn: bool = False
