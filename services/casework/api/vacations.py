"""HTTP API of vacations during sickness and of the holidays that accrue in it."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.leave.vacation import Debit, DoctorAnswer, HolidayKind, Source
from services.casework.usecases.leave.answer_vacation import answer_vacation
from services.casework.usecases.leave.approve_vacation import approve_vacation
from services.casework.usecases.leave.request_vacation import VacationRequest, request_vacation
from services.casework.usecases.leave.withdraw_vacation import withdraw_vacation
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_id
from shared.fields.numbers import DEBITED_HOURS, WEEKLY_HOURS
from shared.web.access import current_actor, may_write
from shared.web.fields import Choice, Day, Flag, Number, Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("vacations", __name__, url_prefix="/v1/dossiers/<absence_number>/vacations")


class VacationSchema(Schema):
    """A vacation to record; `hours` are the employer's own count and must equal the contract hours."""

    start = Day(CASE_DATE, required=True)
    end = Day(CASE_DATE, required=True)
    hampers_recovery = Flag(load_default=False)
    doubt = Flag(load_default=False)
    holidays = Choice(HolidayKind, load_default=HolidayKind.STATUTORY)
    weekly_hours = Number(WEEKLY_HOURS, load_default=None, allow_none=True)
    hours = Number(DEBITED_HOURS, load_default=None, allow_none=True)
    consent_on = Day(CASE_DATE, load_default=None, allow_none=True)
    written_consent = Written(parse_id, load_default=None, allow_none=True)
    arrangement = Choice(Source, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> VacationRequest:
        debit = Debit(**{name: data.pop(name) for name in ("holidays", "consent_on", "hours", "written_consent", "arrangement")})
        return VacationRequest(**data, debit=debit)


class VacationViewSchema(Schema):
    """The present state of a vacation; `debited_hours` is 0 unless it is approved."""

    vacation_id = ma.String()
    absence_number = ma.String()
    start = ma.Date()
    end = ma.Date()
    status = ma.String()
    doubt = ma.Boolean()
    doctor_answer = ma.String(allow_none=True)
    holidays = ma.String()
    contract_hours = Number()
    debited_hours = Number()
    consent_on = ma.Date(allow_none=True)
    written_consent = ma.String(allow_none=True)
    arrangement = ma.String(allow_none=True)


class DoctorAnswerSchema(Schema):
    """Whether the company doctor objects, without the reason."""

    answer = Choice(DoctorAnswer, required=True)


@blueprint.post("")
@may_write("vacation")
@idempotent
@changes
@blueprint.arguments(VacationSchema)
@blueprint.response(201, VacationViewSchema)
def post_vacation(body: VacationRequest, absence_number: str, version: int | None) -> Any:
    """Record a vacation; without doubt it is approved at once."""
    return transaction(request_vacation, actor=current_actor(), absence_number=absence_number, version=version, command=body)


@blueprint.post("/<vacation_id>/approval")
@may_write("vacation")
@idempotent
@changes
@blueprint.response(200, VacationViewSchema)
def post_approval(absence_number: str, vacation_id: str, version: int | None) -> Any:
    """Approve a vacation after the company doctor's answer."""
    return transaction(approve_vacation, actor=current_actor(), absence_number=absence_number, vacation_id=vacation_id,
                       version=version)


@blueprint.post("/<vacation_id>/objection")
@may_write("vacation_objection")
@idempotent
@changes
@blueprint.arguments(DoctorAnswerSchema)
@blueprint.response(200, VacationViewSchema)
def post_objection(body: dict[str, Any], absence_number: str, vacation_id: str, version: int | None) -> Any:
    """Answer whether the company doctor objects."""
    return transaction(answer_vacation, actor=current_actor(), absence_number=absence_number, vacation_id=vacation_id,
                       version=version, **body)


@blueprint.post("/<vacation_id>/withdrawal")
@may_write("vacation")
@idempotent
@changes
@blueprint.response(200, VacationViewSchema)
def post_withdrawal(absence_number: str, vacation_id: str, version: int | None) -> Any:
    """Take back a vacation."""
    return transaction(withdraw_vacation, actor=current_actor(), absence_number=absence_number, vacation_id=vacation_id,
                       version=version)
