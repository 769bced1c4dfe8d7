"""Files may be larger than other bodies, on the few routes that take them."""
import re

from flask import Flask, request

from shared.documents.package import LARGEST_PACKAGE

LARGEST_FILE = 8_000_000
PACKAGES = "/controleren"
"""Where anybody sends a sealed report to have it checked."""
_TAKE_FILES = re.compile(r"/werknemers/importeren|/acceptatie/werknemers|/dossier/[^/]+/(?:kosten/declareren|documenten)|"
                         r"/claims/betaalruns/[^/]+/bevestiging|/api/claims/v1/bank-answers|"
                         r"/api/absence/v1/(?:employee-imports|employees/import|policies/[^/]+/employee-imports)|"
                         r"/api/casework/v1/dossiers/[^/]+/(?:invoice-files|documents)")


def permit_files(app: Flask) -> None:
    """Raise the limit of a body on routes that take files."""
    @app.before_request
    def permit() -> None:
        if request.method == "POST" and _TAKE_FILES.fullmatch(request.path):
            request.max_content_length = LARGEST_FILE
        if request.method == "POST" and request.path == PACKAGES:
            request.max_content_length = LARGEST_PACKAGE
