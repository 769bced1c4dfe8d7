"""HTTP API of the history of a case."""
from collections.abc import Iterable
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.domain.documents.kinds import KINDS as DOCUMENTS
from services.casework.domain.documents.kinds import DocumentKind
from services.casework.domain.plan.protocol import kind_of
from services.casework.queries.documents.documents import knows_of
from services.casework.queries.history.list_history import NamedAct, list_history
from services.casework.store.history.acts import Act
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.access.matrix import groups
from shared.kernel.actor import Actor
from shared.web.access import current_actor, may_read
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read, transaction

blueprint = Blueprint("history", __name__, url_prefix="/v1")

GROUPS = {"advice": "advice", "agreement": "agreement", "contact_pause": "activities",
          "completion": "activities", "conflict_step": "conflict_track",
          "declaration": "declaration", "document": "document",
          "dossier": "long_term_threat", "effort": "dossier", "prognosis": "long_term_threat",
          "follow_up": "ex_employee", "placement": "second_track", "referral": "referral",
          "reintegration_activity": "intervention",
          "reintegration_report": "reintegration_report", "requested_step": "activities", "step_deviation": "agreement",
          "sanction": "sanction", "second_track": "second_track",
          "track_contact": "second_track", "track_report": "second_track",
          "shared_limitations": "limitations", "statement": "statement", "vacation": "vacation", "verdict": "verdict",
          "vra_notice": "vra_notice",
          "information_request": "information_request", "support_order": "vra_order",
          "wage_sanction": "wage_sanction", "warning": "sanction"}
"""The group of the access matrix of each subject."""


def _title(act: Act) -> str | None:
    if act.subject in ("completion", "requested_step", "step_deviation"):
        return kind_of(act.about["code"]).title
    return DOCUMENTS[DocumentKind(act.about["kind"])].title if act.subject in ("document", "statement") else None


class ActSchema(Schema):
    """What was recorded: `old` is null of something new, `new` of something deleted.

    `about` says which record it is; `title` is of a step or document, null of others; `actor_id` is null if the platform did it;
    `name` is of staff, null for the employer's accounts.
    """

    absence_number = ma.String(attribute="act.absence_number")
    recorded_at = ma.AwareDateTime(attribute="act.recorded_at")
    actor_id = ma.String(attribute="act.actor_id", allow_none=True)
    name = ma.String(allow_none=True)
    role = ma.String(attribute="act.role", allow_none=True)
    subject = ma.String(attribute="act.subject")
    title = ma.Function(lambda named: _title(named.act))
    about = ma.Dict(attribute="act.about")
    old = ma.Dict(attribute="act.old", allow_none=True)
    new = ma.Dict(attribute="act.new", allow_none=True)


class CaseHistorySchema(Schema):
    """The acts on a case, oldest first."""

    absence_numbers = ma.List(ma.String())
    items = ma.List(ma.Nested(ActSchema))


@blueprint.get("/dossiers/<absence_number>/history")
@may_read("dossier")
@blueprint.response(200, CaseHistorySchema)
def get_history(absence_number: str) -> Any:
    """List what was recorded in the dossiers of a case, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    found = read(list_history, actor=current_actor(), absence_number=absence_number)
    return {"absence_numbers": found.absence_numbers, "items": _visible(found.acts, current_actor())}


def _visible(acts: Iterable[NamedAct], actor: Actor) -> list[NamedAct]:
    """The acts on subjects that the actor may see."""
    shown = {subject for subject, group in GROUPS.items() if groups()[group].may_read(actor)}
    return [each for each in acts if each.act.subject in shown and _knows_of(actor, each.act)]


def _knows_of(actor: Actor, act: Act) -> bool:
    return act.subject not in ("document", "statement") or knows_of(actor, DOCUMENTS[DocumentKind(act.about["kind"])])
