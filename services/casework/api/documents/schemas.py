"""Request parameters and response bodies of documents."""
from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.domain.documents.kinds import DocumentKind
from shared.fields.dates import CASE_DATE
from shared.web.fields import Choice, Day


class DocumentToKeepSchema(Schema):
    """What a file is, and its date."""

    kind = Choice(DocumentKind, required=True)
    dated_on = Day(CASE_DATE, required=True, data_key="datedOn")


class KeptDocumentSchema(Schema):
    """A document as it was added; `digest` is its SHA-256 in hexadecimal digits."""

    document_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    dated_on = ma.Date()
    media_type = ma.String()
    size = ma.Integer()
    digest = ma.String()
    recorded_at = ma.AwareDateTime()
    recorded_as = ma.String()


class DocumentSchema(Schema):
    """A document of a case; `opens` says whether the reader may open it, `is_own` whether the reader may take it back."""

    document_id = ma.String(attribute="document.document_id")
    absence_number = ma.String(attribute="document.absence_number")
    kind = ma.String(attribute="document.kind")
    title = ma.String(attribute="kind.title")
    dated_on = ma.Date(attribute="document.dated_on")
    size = ma.Integer(attribute="document.size")
    recorded_at = ma.AwareDateTime(attribute="document.recorded_at")
    recorded_as = ma.String(attribute="document.recorded_as")
    opens = ma.Boolean()
    is_own = ma.Boolean()


class KindSchema(Schema):
    """A kind of document that the reader may add."""

    kind = ma.Function(lambda pair: pair[0])
    title = ma.Function(lambda pair: pair[1].title)


class DocumentsSchema(Schema):
    """The documents of a case, by date, and the kinds that the reader may add."""

    items = ma.List(ma.Nested(DocumentSchema))
    kinds = ma.List(ma.Nested(KindSchema))
