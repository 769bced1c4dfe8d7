"""The check of sealed re-integration reports, for the gateway, which opens it to anybody who has a report."""
from typing import Any

from flask import Blueprint
from marshmallow import Schema, ValidationError, validates
from marshmallow import fields as ma
from webargs.flaskparser import use_args

from services.casework.queries.documents.seals import check_seal
from shared.documents.package import MOST_FILES
from shared.fields.identifiers import parse_digest, parse_id
from shared.fields.text import parse_file_name
from shared.web.access import public
from shared.web.fields import CodedMessage, Written
from shared.web.transactions import read

blueprint = Blueprint("seals", __name__)


class FileDigestSchema(Schema):
    """A file of a package; `sha256` is null for one that cannot be read."""

    name = Written(parse_file_name, required=True)
    sha256 = Written(parse_digest, required=True, allow_none=True)


class SealToCheckSchema(Schema):
    """The digests of a package."""

    report_id = Written(parse_id, required=True)
    package = Written(parse_digest, required=True)
    files = ma.List(ma.Nested(FileDigestSchema), required=True)

    @validates("files")
    def check_number(self, files: list[Any], **_: Any) -> None:
        """As many as a package may have."""
        if len(files) > MOST_FILES:
            raise ValidationError([CodedMessage("input.length", f"Geef hoogstens {MOST_FILES} bestanden.")])


class SealCheckSchema(Schema):
    """The result: `sealed_at` is null if no such report was sealed."""

    sealed_at = ma.AwareDateTime(allow_none=True)
    is_intact = ma.Boolean()
    changed = ma.List(ma.String())
    missing = ma.List(ma.String())
    added = ma.List(ma.String())
    is_same_package = ma.Boolean()
    is_log_intact = ma.Boolean()


@blueprint.post("/seal-checks")
@public
@use_args(SealToCheckSchema)
def post_seal_check(body: dict[str, Any]) -> Any:
    """Whether a package is as it was sealed."""
    result = read(check_seal, report_id=body["report_id"], package=body["package"],
                files={file["name"]: file["sha256"] for file in body["files"]})
    return SealCheckSchema().dump(result)
