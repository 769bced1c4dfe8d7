"""HTTP API of the prognosis of a case and of the efforts to resume work."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.domain.plan.prognosis import Expectation
from services.casework.domain.second_track.effort import EffortClass
from services.casework.usecases.plan.give_prognosis import give_prognosis
from services.casework.usecases.plan.record_effort import record_effort
from shared.fields.dates import CASE_DATE
from shared.web.access import current_actor, may_write
from shared.web.fields import Choice, Day
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("plan", __name__, url_prefix="/v1/dossiers/<absence_number>")


class PrognosisSchema(Schema):
    """What the doctor expects of the return to work."""

    expectation = Choice(Expectation, required=True)
    given_on = Day(CASE_DATE, required=True)


class PrognosisViewSchema(Schema):
    """A recorded prognosis."""

    prognosis_id = ma.String()
    expectation = ma.String()
    given_on = ma.Date()


class EffortSchema(Schema):
    """An effort to resume work."""

    effort_class = Choice(EffortClass, required=True)
    made_on = Day(CASE_DATE, required=True)


class EffortViewSchema(Schema):
    """A recorded effort; `track` is 2 with another employer, else 1."""

    effort_id = ma.String()
    effort_class = ma.String()
    made_on = ma.Date()
    track = ma.Function(lambda row: EffortClass(row.effort_class).track)


@blueprint.post("/prognoses")
@may_write("long_term_threat")
@idempotent
@changes
@blueprint.arguments(PrognosisSchema)
@blueprint.response(201, PrognosisViewSchema)
def post_prognosis(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Record, as doctor, what is expected of the return to work."""
    return transaction(give_prognosis, actor=current_actor(), absence_number=absence_number, version=version, **body)


@blueprint.post("/efforts")
@may_write("dossier")
@idempotent
@changes
@blueprint.arguments(EffortSchema)
@blueprint.response(201, EffortViewSchema)
def post_effort(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Record an effort to resume work."""
    return transaction(record_effort, actor=current_actor(), absence_number=absence_number, version=version, **body)
