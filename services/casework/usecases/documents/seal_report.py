"""Seal the re-integration report: fix its files by their SHA-256 and the log of readings by its hash (R-025, features.md C14)."""
import hashlib
from collections.abc import Sequence

from services.casework import store
from services.casework.domain.documents.report import ReportUnchanged, check_complete
from services.casework.domain.documents.seal import COVER, MANIFEST, SealedFile, write_manifest
from services.casework.store.casefiles import load_case
from services.casework.store.documents.documents import read_contents
from services.casework.store.documents.report_input import course_of, documents_in_report, file_name
from services.casework.store.documents.reports import ReportChain, ReportFile, extend_chain, list_reports_of
from services.casework.store.dossiers import dossier_to_change
from shared.db.session import Session
from shared.documents.package import build_package
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Stale


def seal_report(session: Session, *, actor: Actor, absence_number: str, cover: bytes, document_ids: Sequence[str],
                version: int | None = None) -> store.ReintegrationReport:
    """Seal the documents that the cover names; afterwards they cannot be taken back.

    :param cover: the PDF of the cover
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier or its documents were changed since
    :raises ReportUnchanged: if the latest report has the same documents
    :raises ReportNotNeeded: if the law asks no report of this case
    :raises ReportIncomplete: with a refusal for each missing part
    """
    dossier_to_change(session, absence_number, actor, version)
    file = load_case(session, absence_number)
    rows = documents_in_report(session, file)
    check_complete(course_of(file, session.clock.today()), {row.kind for row in rows})
    if [row.document_id for row in rows] != list(document_ids):
        raise Stale
    _refuse_again(list_reports_of(session, file.numbers), document_ids)
    report = store.ReintegrationReport(report_id=new_id(), absence_number=absence_number, sealed_at=session.clock.now(),
                                       sealed_by=actor.account_id)
    heads = [extend_chain(session, number) for number in file.numbers]
    contents = read_contents(session, document_ids)
    named = [(COVER, cover), *((file_name(at, row), contents[row.document_id]) for at, row in enumerate(rows, 1))]
    manifest = write_manifest(report_id=report.report_id, absence_number=absence_number, sealed_at=report.sealed_at, chains=heads,
                              files=[SealedFile(name, _sha256(content), len(content)) for name, content in named])
    named.insert(0, (MANIFEST, manifest))
    package = build_package(report.report_id, named)
    report.size, report.package_digest = len(package), _sha256(package)
    report.files = [_file(at, name, content, document_id) for at, ((name, content), document_id) in enumerate(
        zip(named, (None, None, *document_ids), strict=True))]
    report.chains = [ReportChain(absence_number=head.absence_number, readings=head.readings, digest=head.digest)
                     for head in heads]
    session.add(report)
    session.flush()
    return report


def _file(position: int, name: str, content: bytes, document_id: str | None) -> ReportFile:
    return ReportFile(position=position, name=name, digest=_sha256(content), document_id=document_id,
                      content=None if document_id else content)


def _refuse_again(reports: Sequence[store.ReintegrationReport], document_ids: Sequence[str]) -> None:
    if reports and [file.document_id for file in reports[0].files if file.document_id] == list(document_ids):
        raise ReportUnchanged


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
