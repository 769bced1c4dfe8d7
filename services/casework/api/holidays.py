"""HTTP API of leave and of holidays that accrue during sickness, and of arrangements about extra ones."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.leave.holiday_accrual import ExtraAccrual, ExtraArrangement
from services.casework.domain.leave.vacation import Source
from services.casework.queries.holidays import show_arrangement, show_holidays
from services.casework.queries.leaves import list_leaves
from services.casework.usecases.leave.set_holiday_arrangement import set_holiday_arrangement
from shared.fields.numbers import HOLIDAYS_A_YEAR
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Number, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("holidays", __name__, url_prefix="/v1")


class ArrangementSchema(Schema):
    """Extra holidays in working days a year, their accrual during sickness, and the source of a deviating rule."""

    days_per_year = Number(HOLIDAYS_A_YEAR, required=True)
    rule = Choice(ExtraAccrual, load_default=ExtraAccrual.FULL)
    source = Choice(Source, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ExtraArrangement:
        return ExtraArrangement(**data)


class YearSchema(Schema):
    """Hours that accrued during sickness in a calendar year."""

    year = ma.Integer()
    statutory_hours = Number()
    statutory_lapses_on = ma.Date()
    extra_hours = Number()
    extra_lapses_on = ma.Date()


class HolidaysSchema(Schema):
    """Hours that accrued during a case, by calendar year, and the arrangement that was applied."""

    until = ma.Date()
    arrangement = ma.Nested(ArrangementSchema)
    years = ma.List(ma.Nested(YearSchema))


class LeaveSchema(Schema):
    """Leave in a case, both days included, and how many of its days the sick-day count leaves out."""

    leave_id = ma.String()
    kind = ma.String()
    start = ma.Date()
    end = ma.Date()
    days_not_counted = ma.Integer()


@blueprint.get("/dossiers/<absence_number>/leaves")
@may_read("absence")
@blueprint.response(200, list_of(LeaveSchema))
def get_leaves(absence_number: str) -> Any:
    """List the maternity, parental and unpaid leave in a case, and what it does to the count of sick days."""
    return {"items": read(list_leaves, actor=current_actor(), absence_number=absence_number), "next": None}


@blueprint.get("/dossiers/<absence_number>/holidays")
@may_read("vacation")
@blueprint.response(200, HolidaysSchema)
def get_holidays(absence_number: str) -> Any:
    """Get the holiday hours that accrued during a case."""
    return read(show_holidays, actor=current_actor(), absence_number=absence_number)


@blueprint.get("/holiday-arrangement")
@may_write("holiday_arrangement")
@blueprint.response(200, ArrangementSchema)
def get_arrangement() -> Any:
    """Get the own employer's arrangement about extra holidays."""
    return with_etag(*read(show_arrangement, actor=current_actor()))


@blueprint.put("/holiday-arrangement")
@may_write("holiday_arrangement")
@idempotent
@changes
@blueprint.arguments(ArrangementSchema)
@blueprint.response(200, ArrangementSchema)
def put_arrangement(body: ExtraArrangement, version: int | None) -> Any:
    """Record the own employer's arrangement about extra holidays."""
    row = transaction(set_holiday_arrangement, actor=current_actor(), command=body, version=version)
    return with_etag(row, row.version)
