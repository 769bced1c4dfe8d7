"""Hand out the package of a sealed re-integration report, after recording who reads it."""
from services.casework import store
from services.casework.store.casefiles import load_case
from services.casework.store.documents.documents import read_contents
from services.casework.store.documents.reports import get_report
from services.casework.store.dossiers import get_dossier
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.db.session import Session
from shared.documents.package import build_package
from shared.kernel.actor import Actor


def open_report(session: Session, *, actor: Actor, absence_number: str, report_id: str) -> bytes:
    """Return the package, the same bytes as when it was sealed.

    :raises NotAssigned: if the dossier is assigned to others
    :raises ReportNotFound: if the case has no such report
    """
    get_dossier(session, absence_number, actor)
    report = get_report(session, load_case(session, absence_number).numbers, report_id)
    note_reading(session, actor=actor, absence_number=absence_number, part=store.REPORT)
    contents = read_contents(session, [file.document_id for file in report.files if file.document_id])
    return build_package(report_id, [
        (file.name, contents[file.document_id] if file.document_id else file.content or b"") for file in report.files])
