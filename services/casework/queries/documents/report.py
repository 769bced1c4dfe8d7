"""The re-integration report of a case: its parts, what is missing, and the sealed ones; and the cover of a new one."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.casework import store
from services.casework.domain.documents.kinds import KINDS, DocumentKind
from services.casework.domain.documents.report import Course, Part, Scope, check_complete, missing_parts
from services.casework.queries.documents.statements import casemanager_of
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.copies import find_employees, find_policies
from services.casework.store.documents.report_input import course_of, documents_in_report, file_name
from services.casework.store.documents.reports import list_reports_of
from services.casework.store.dossiers import get_dossier
from shared.db.session import Session
from shared.documents.blocks import Block, Document, Facts, Heading, Note, Paragraph, Table
from shared.documents.dutch import NOTHING, day, percent
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class PartView:
    """A mandatory part with the latest document that fills it, and its date; None if the part is missing."""

    part: Part
    document_id: str | None
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report of a case.

    :ivar documents: the number of documents that it would hold
    :ivar reports: those that were sealed, latest first
    """

    version: int
    scope: Scope
    parts: Sequence[PartView]
    missing: Sequence[Part]
    documents: int
    reports: Sequence[store.ReintegrationReport]


@dataclass(frozen=True, slots=True)
class Draft:
    """A complete report that is not sealed yet.

    :ivar document_ids: the documents that the cover names, in order
    """

    cover: Document
    document_ids: Sequence[str]


def get_report(session: Session, *, actor: Actor, absence_number: str) -> ReportView:
    """The report of the case of a dossier.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    file = load_case(session, absence_number)
    course, rows = course_of(file, session.clock.today()), documents_in_report(session, file)
    latest = {row.kind: row for row in rows}
    parts = [_part(part, latest.get(DocumentKind(part))) for part in course.parts]
    return ReportView(dossier.version, course.scope, parts, missing_parts(course, latest), len(rows),
                      list_reports_of(session, file.numbers))


def _part(part: Part, row: store.Document | None) -> PartView:
    return PartView(part, row.document_id, row.dated_on) if row else PartView(part, None, None)


def draft_report(session: Session, *, actor: Actor, absence_number: str) -> Draft:
    """The cover of the report with the documents that it names.

    :raises ReportNotNeeded: if the law asks none of this case
    :raises ReportIncomplete: with a refusal for each missing part
    """
    dossier = get_dossier(session, absence_number, actor)
    file, today = load_case(session, absence_number), session.clock.today()
    course, rows = course_of(file, today), documents_in_report(session, file)
    check_complete(course, {row.kind for row in rows})
    papers = [(KINDS[row.kind].title, day(row.dated_on), file_name(at, row)) for at, row in enumerate(rows, 1)]
    recovered = [(day(row.effective_on), percent(row.recovered_pct)) for absence in file.absences for row in absence.mutations]
    steps = [(step.kind.title, day(step.due_on), day(step.completed_on))
             for step in file.plan(today) if step.due_on <= today or step.completed_on]
    cover = Document(title="Re-integratieverslag", about=_about(session, dossier, file, course), made_on=today,
                     blocks=cover_blocks(papers, recovered, steps))
    return Draft(cover, [row.document_id for row in rows])


Rows = Sequence[tuple[str, ...]]


def cover_blocks(papers: Rows, recovered: Rows, steps: Rows) -> list[Block]:
    """What the cover says under its facts."""
    return [
        Note("Dit verslag is samengesteld uit de stukken van het re-integratiedossier, zonder medische gegevens. Geef de "
             "werknemer een kopie (Wet WIA, artikel 25 lid 3)."),
        Heading("Stukken"), Table("De stukken van dit verslag", ("Stuk", "Datum", "Bestand"), papers),
        Heading("Gedeeltelijk herstel"),
        Table("Gedeeltelijk herstel", ("Vanaf", "Hersteld"), recovered) if recovered else Paragraph("Niet gemeld."),
        Heading("Stappen"), Table("De stappen volgens de Wet verbetering poortwachter", ("Stap", "Uiterlijk", "Afgerond"), steps)]


def _about(session: Session, dossier: store.Dossier, file: CaseFile, course: Course) -> Facts:
    person = find_employees(session, [dossier.employee_id]).get(dossier.employee_id)
    policy = find_policies(session, [dossier.employer_id]).get(dossier.employer_id)
    facts = [("Werkgever", policy.company_name if policy else NOTHING)]
    if person is not None:
        facts += [("Werknemer", person.full_name), ("Personeelsnummer", person.employee_number),
                  ("In dienst sinds", day(person.employed_from)), ("Afdeling", person.department or NOTHING)]
    return Facts([*facts, ("Eerste ziektedag", day(file.case.first_sick_day)), ("Ziektedagen", str(course.sick_days)),
                  ("Uit dienst", day(file.facts.end_of_service)), ("Verzuimnummer", ", ".join(file.numbers)),
                  ("Casemanager", casemanager_of(session, dossier.employer_id) or NOTHING)])
