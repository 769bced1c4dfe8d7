"""HTTP API of sick reports and absences."""
from dataclasses import replace
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.absence import queries
from services.absence.api import schemas, views
from services.absence.store import Absence
from services.absence.usecases.absences.cancel_report import cancel_report
from services.absence.usecases.absences.correct_absence import Correction, correct_absence
from services.absence.usecases.absences.report_recovery import RecoveryReport, report_recovery
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from services.absence.usecases.absences.set_safety_net import set_safety_net
from services.absence.usecases.absences.withdraw_mutation import withdraw_mutation
from services.absence.usecases.absences.withdraw_recovery import withdraw_recovery
from services.absence.usecases.absences.withdraw_safety_net import withdraw_safety_net
from services.absence.usecases.employees.end_employment import leave_sick
from shared.access.list_readings import read_list
from shared.db.session import Session
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.input.handed_in import handed_in_at
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("absences", __name__, url_prefix="/v1")

STAFF = ("insurer_claims",)
"""Perspectief and VRA see the cases that are assigned to them in casework, which knows their assignments."""


def _change(use_case: Any, **arguments: Any) -> Any:
    """Run a use case that changes an absence, and respond with its view."""
    return _shown(transaction(_viewed(use_case), actor=current_actor(), **arguments))


def _viewed(use_case: Any) -> Any:
    """Wrap a use case so that it returns the view of the absence."""
    def run(session: Session, **arguments: Any) -> queries.AbsenceView:
        absence: Absence = use_case(session, **arguments)
        return queries.view_absence(session, absence)
    return run


def _shown(view: queries.AbsenceView) -> Any:
    return with_etag(view, view.absence.sequence)


@blueprint.post("/sick-reports")
@may_write("absence")
@idempotent
@blueprint.arguments(schemas.SickReportSchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_sick_report(body: SickReport) -> Any:
    """Report an employee sick."""
    reported = transaction(report_sick, actor=current_actor(), command=replace(body, handed_in_at=handed_in_at()))
    return _shown(queries.AbsenceView(reported.absence, reported.employee_name, reported.sick_days))


@blueprint.get("/absences")
@may_read("absence", staff=STAFF)
@blueprint.arguments(schemas.AbsenceQuery, location="query")
@blueprint.response(200, list_of(views.AbsenceViewSchema))
def get_absences(query: dict[str, Any]) -> Any:
    """List the absences of the actor's employer."""
    return read_list("absences", queries.list_absences, actor=current_actor(), **query)


@blueprint.get("/absences/<absence_number>")
@may_read("absence", staff=STAFF)
@blueprint.response(200, views.AbsenceViewSchema)
def get_absence(absence_number: str) -> Any:
    """One absence."""
    return _shown(read(queries.get_absence, actor=current_actor(), absence_number=absence_number))


@blueprint.get("/absences/<absence_number>/history")
@may_read("absence", staff=STAFF)
@blueprint.response(200, Schema.from_dict({"items": ma.List(ma.Nested(views.HistorySchema))}, name="HistoryPage"))
def get_history(absence_number: str) -> Any:
    """List the history of an absence."""
    return {"items": read(queries.list_history, actor=current_actor(), absence_number=absence_number)}


@blueprint.post("/absences/<absence_number>/recoveries")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.RecoverySchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_recovery(body: RecoveryReport, absence_number: str, version: int | None) -> Any:
    """Report a full or partial recovery, or a relapse."""
    return _change(report_recovery, absence_number=absence_number, version=version, command=body)


@blueprint.post("/absences/<absence_number>/recoveries/withdrawals")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.WithdrawalSchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_recovery_withdrawal(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Withdraw a full recovery."""
    return _change(withdraw_recovery, absence_number=absence_number, version=version)


@blueprint.post("/absences/<absence_number>/mutations/<mutation_id>/withdrawals")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.WithdrawalSchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_mutation_withdrawal(body: dict[str, Any], absence_number: str, mutation_id: str, version: int | None) -> Any:
    """Withdraw a partial recovery or a relapse."""
    return _change(withdraw_mutation, absence_number=absence_number, mutation_id=mutation_id, version=version)


@blueprint.post("/absences/<absence_number>/departures")
@may_write("departure")
@idempotent
@changes
@blueprint.arguments(schemas.DepartureSchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_sick_departure(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Report that a sick employee leaves service."""
    return _change(leave_sick, absence_number=absence_number, version=version, **body)


@blueprint.post("/absences/<absence_number>/corrections")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.CorrectionSchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_correction(body: Correction, absence_number: str, version: int | None) -> Any:
    """Correct an absence."""
    return _change(correct_absence, absence_number=absence_number, version=version, command=body)


@blueprint.post("/absences/<absence_number>/cancellations")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.CancellationSchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_cancellation(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Withdraw a sick report."""
    return _change(cancel_report, absence_number=absence_number, version=version, **body)


@blueprint.post("/absences/<absence_number>/safety-net")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.SafetyNetSchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_safety_net(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Record a benefit under the Sickness Benefits Act."""
    return _change(set_safety_net, absence_number=absence_number, version=version, **body)


@blueprint.post("/absences/<absence_number>/safety-net/withdrawals")
@may_write("absence")
@idempotent
@changes
@blueprint.arguments(schemas.SafetyNetWithdrawalSchema)
@blueprint.response(201, views.AbsenceViewSchema)
def post_safety_net_withdrawal(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Withdraw a benefit under the Sickness Benefits Act that was recorded from a wrong day."""
    return _change(withdraw_safety_net, absence_number=absence_number, version=version, **body)
