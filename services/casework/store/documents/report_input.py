"""Reads what decides on a re-integration report: the course of the case, and its documents that belong to the report."""
from collections.abc import Sequence
from datetime import date

from services.casework.domain.documents.kinds import DocumentKind
from services.casework.domain.documents.report import Course, is_in_report
from services.casework.domain.documents.seal import name_of
from services.casework.store.casefiles import CaseFile
from services.casework.store.documents.documents import Document, list_documents_of
from shared.db.session import Session
from shared.uploads.checking import FileKind


def course_of(file: CaseFile, today: date) -> Course:
    """The course of a case until today, or until it ended."""
    left_on = file.facts.end_of_service
    has_left = left_on is not None and left_on < today and file.case.is_sick(left_on)
    day = left_on if has_left and left_on is not None else today
    return Course(sick_days=file.case.index(day), has_left=has_left, is_withdrawn=file.is_withdrawn,
                  report_from_days=file.facts.law.leaver_reintegration_report_from.days)


def documents_in_report(session: Session, file: CaseFile) -> Sequence[Document]:
    """The documents of a case that belong to its report, by date."""
    return [row for row in list_documents_of(session, file.numbers) if is_in_report(DocumentKind(row.kind))]


def file_name(position: int, row: Document) -> str:
    """The name of a document in the package of a report."""
    return name_of(position, DocumentKind(row.kind), row.dated_on, FileKind(row.media_type).extension)
