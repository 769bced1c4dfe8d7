"""Files that a page offers."""
from werkzeug.wrappers import Response

from shared.documents.blocks import Document
from shared.documents.pdf import MEDIA_TYPE, to_pdf


def attached(content: bytes, kind: str, name: str) -> Response:
    """A file to save.

    :param name: without personal data, because it ends up in download lists and mail
    """
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def attached_pdf(document: Document, name: str) -> Response:
    """A document to save as PDF; `DocumentFailed` becomes an error page."""
    return attached(to_pdf(document), MEDIA_TYPE, name)
