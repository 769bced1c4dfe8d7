"""HTTP API of the re-integration report."""
import logging
from typing import Any

from flask import Response, abort
from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.queries.documents.report import draft_report, get_report
from services.casework.usecases.documents.open_report import open_report
from services.casework.usecases.documents.seal_report import seal_report
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.documents.pdf import DocumentFailed, to_pdf
from shared.web.access import current_actor, may_read, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

log = logging.getLogger(__name__)
blueprint = Blueprint("reports", __name__, url_prefix="/v1/dossiers/<absence_number>")


class ReportPartSchema(Schema):
    """A mandatory part; `document_id` is of the latest document that fills it, null if it is missing."""

    part = ma.String()
    title = ma.String(attribute="part.label")
    document_id = ma.String(allow_none=True)
    dated_on = ma.Date(allow_none=True)


class SealedReportSchema(Schema):
    """A sealed report; `package_digest` is the SHA-256 of its package in hexadecimal digits."""

    report_id = ma.String()
    absence_number = ma.String()
    sealed_at = ma.AwareDateTime()
    size = ma.Integer()
    package_digest = ma.String()


class ReportSchema(Schema):
    """The report of a case: NONE, SHORT or FULL, its mandatory parts, those missing, and the sealed ones, latest first."""

    version = ma.Integer()
    scope = ma.String()
    parts = ma.List(ma.Nested(ReportPartSchema))
    missing = ma.List(ma.String())
    documents = ma.Integer()
    reports = ma.List(ma.Nested(SealedReportSchema))


@blueprint.get("/reintegration-report")
@may_read("reintegration_report")
@blueprint.response(200, ReportSchema)
def get_parts(absence_number: str) -> Any:
    """The parts of the report and what is missing, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    shown = read(get_report, actor=current_actor(), absence_number=absence_number)
    return with_etag(shown, shown.version)


@blueprint.post("/reintegration-reports")
@may_write("reintegration_report")
@idempotent
@changes
@blueprint.response(201, SealedReportSchema)
def post_report(absence_number: str, version: int | None) -> Any:
    """Assemble and seal the report; refused with every missing part while it is incomplete."""
    draft = read(draft_report, actor=current_actor(), absence_number=absence_number)
    try:
        cover = to_pdf(draft.cover)
    except DocumentFailed as failure:
        log.error("a document failed: %s", type(failure).__name__)
        abort(503)
    return transaction(seal_report, actor=current_actor(), absence_number=absence_number, cover=cover,
                       document_ids=draft.document_ids, version=version)


@blueprint.get("/reintegration-reports/<report_id>")
@may_read("reintegration_report")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def get_package(absence_number: str, report_id: str) -> Response:
    """The sealed package, after recording the access."""
    content = transaction(open_report, actor=current_actor(), absence_number=absence_number, report_id=report_id)
    return Response(content, content_type="application/zip", headers={
        "Content-Disposition": f'attachment; filename="re-integratieverslag-{report_id}.zip"'})
