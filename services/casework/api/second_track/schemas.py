"""Request and response bodies of second tracks."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.second_track.track import ClosingReason, ResponsibleParty, WorkKind
from services.casework.usecases.second_track.place import Secondment
from services.casework.usecases.second_track.report_progress import ProgressReport
from services.casework.usecases.second_track.start_track import TrackOrder
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import ACTIVITY_COUNT, COST, MONTH_WAGE
from shared.fields.text import parse_supplier
from shared.web.fields import Amount, Choice, Day, Flag, Number, Whole, Written

WAGES = "placement"


class TrackOrderSchema(Schema):
    """A second track to start; the employer is responsible, also when a provider carries it out."""

    work = Choice(WorkKind, required=True)
    started_on = Day(CASE_DATE, required=True)
    provider = Written(parse_supplier, load_default=None, allow_none=True)
    responsible_party = Choice(ResponsibleParty, load_default=ResponsibleParty.EMPLOYER)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> TrackOrder:
        del data["responsible_party"]
        return TrackOrder(**data)


class ContactSchema(Schema):
    """The day of a contact between employer and employee."""

    contacted_on = Day(CASE_DATE, required=True)


class ProgressReportSchema(Schema):
    """A progress report: how often the employee oriented and applied since the report before."""

    reported_on = Day(CASE_DATE, required=True)
    orientations = Whole(ACTIVITY_COUNT, required=True)
    applications = Whole(ACTIVITY_COUNT, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ProgressReport:
        return ProgressReport(**data)


class SecondmentSchema(Schema):
    """A secondment to record; the wage value is invoiced to the other employer."""

    start = Day(CASE_DATE, required=True)
    end = Day(CASE_DATE, required=True)
    durable = Flag(required=True)
    takeover_intention = Flag(required=True)
    wage_value_month = Amount(COST, load_default=None, allow_none=True)
    contract_wage_month = Amount(MONTH_WAGE, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Secondment:
        return Secondment(**data)


class SituationChangeSchema(Schema):
    """The day on which the employee's situation changed; never what changed."""

    changed_on = Day(CASE_DATE, required=True)


class RequestedStepSchema(Schema):
    """A step that was asked for besides the plan."""

    code = ma.String()
    requested_on = ma.Date()
    due_on = ma.Date()


class ClosingSchema(Schema):
    """Why a track ends."""

    reason = Choice(ClosingReason, required=True)


class PlacementSchema(VisibleSchema):
    """A placement; `recovered_pct` is what the employer reports for it by `confirm_by`."""

    placement_id = ma.String()
    absence_number = ma.String()
    start = ma.Date()
    end = ma.Date()
    durable = ma.Boolean()
    takeover_intention = ma.Boolean()
    recovered_pct = Number()
    wage_value_month = of(WAGES, Amount())
    contract_wage_month = of(WAGES, Amount())
    confirm_by = ma.Date()
    confirmed = ma.Boolean()
    withdrawn_on = ma.Date(allow_none=True)


class TrackContactSchema(Schema):
    """A contact; with a day and a reason if it was taken back."""

    contact_id = ma.String()
    contacted_on = ma.Date()
    withdrawn_on = ma.Date(allow_none=True)
    withdrawal_reason = ma.String(allow_none=True)


class TrackReportSchema(Schema):
    """A progress report; with a day and a reason if it was taken back."""

    report_id = ma.String()
    reported_on = ma.Date()
    orientations = ma.Integer()
    applications = ma.Integer()
    withdrawn_on = ma.Date(allow_none=True)
    withdrawal_reason = ma.String(allow_none=True)


class TrackSchema(Schema):
    """A second track; `contacts` are the days of those in `contact_log` that stand."""

    track_id = ma.String(attribute="row.track_id")
    absence_number = ma.String(attribute="row.absence_number")
    provider = ma.String(attribute="row.provider", allow_none=True)
    work = ma.String(attribute="row.work")
    responsible_party = ma.String()
    started_on = ma.Date(attribute="row.started_on")
    status = ma.String(attribute="row.status")
    closed_on = ma.Date(attribute="row.closed_on", allow_none=True)
    closing_reason = ma.String(attribute="row.closing_reason", allow_none=True)
    contacts = ma.List(ma.Date(), attribute="row.value.contacts")
    contact_log = ma.List(ma.Nested(TrackContactSchema), attribute="row.contacts")
    contact_due_on = ma.Date(allow_none=True)
    reports = ma.List(ma.Nested(TrackReportSchema), attribute="row.reports")
    report_due_on = ma.Date(allow_none=True)
    placements = ma.List(ma.Nested(PlacementSchema), attribute="row.placements")
    warnings = ma.List(ma.String())
    reminders = ma.List(ma.String())


class SecondTracksSchema(Schema):
    """The tracks of a case, oldest first, and the last day of a secondment; the version is that of the dossier."""

    version = ma.Integer()
    last_day = ma.Date()
    tracks = ma.List(ma.Nested(TrackSchema))
