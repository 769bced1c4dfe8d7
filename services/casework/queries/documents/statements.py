"""The texts of a case that a reader may read, the forms that the reader may fill in, and a text on paper."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.casework import store
from services.casework.domain.documents.kinds import KINDS, DocumentKind
from services.casework.domain.documents.statement import FORMS, Section, Shape
from services.casework.domain.plan.milestone import Party
from services.casework.queries.staff.assignments import list_guides
from services.casework.store.casefiles import load_case
from services.casework.store.copies import find_employees, find_policies
from services.casework.store.documents.statements import get_statement, list_statements_of
from services.casework.store.dossiers import get_dossier
from shared.access.matrix import groups
from shared.db.session import Session
from shared.documents.blocks import Block, Document, Facts, Heading, Items, Paragraph
from shared.documents.dutch import NOTHING, day
from shared.kernel.actor import Actor

SIGNERS = {Party.EMPLOYER: "Werkgever", Party.EMPLOYEE: "Werknemer", Party.COMPANY_DOCTOR: "Bedrijfsarts"}


@dataclass(frozen=True, slots=True)
class StatementView:
    """A text, and whether its reader must still sign it."""

    statement: store.Statement
    title: str
    awaits_reader: bool


@dataclass(frozen=True, slots=True)
class StatementsView:
    """The texts of a case, oldest first; the kinds that the reader may write; the casemanager for a new plan."""

    version: int
    items: Sequence[StatementView]
    kinds: Sequence[DocumentKind]
    casemanager: str | None


def get_statements(session: Session, *, actor: Actor, party: Party, absence_number: str) -> StatementsView:
    """The texts of the case of a dossier.

    :param party: whose signature the actor gives
    """
    dossier = get_dossier(session, absence_number, actor)
    rows = list_statements_of(session, load_case(session, absence_number).numbers)
    shown = [StatementView(row, KINDS[row.kind].title, row.document_id is None and party in FORMS[row.kind].signers
                           and party not in row.signed) for row in rows if groups()[KINDS[row.kind].group].may_read(actor)]
    kinds = [kind for kind in FORMS if groups()[KINDS[kind].group].may_write(actor)]
    return StatementsView(dossier.version, shown, kinds, casemanager_of(session, dossier.employer_id))


def casemanager_of(session: Session, employer_id: str) -> str | None:
    """The name of an employer's casemanager."""
    return next((guide.name for guide in list_guides(session, employer_id=employer_id) if guide.role == "casemanager"), None)


def draft_statement(session: Session, *, actor: Actor, party: Party, absence_number: str, statement_id: str) -> Document | None:
    """A text on paper with the signature of a party today; None if others must sign after it."""
    dossier = get_dossier(session, absence_number, actor)
    row, today = get_statement(session, absence_number, statement_id), session.clock.today()
    signed, form = {**row.signed, party: today}, FORMS[row.kind]
    if set(form.signers) != set(signed):
        return None
    person = find_employees(session, [dossier.employee_id]).get(dossier.employee_id)
    policy = find_policies(session, [dossier.employer_id]).get(dossier.employer_id)
    about = Facts([("Werkgever", policy.company_name if policy else NOTHING),
                   ("Werknemer", person.full_name if person else NOTHING),
                   ("Verzuimnummer", absence_number), *((SIGNERS[who], f"akkoord op {day(on)}") for who, on in signed.items())])
    return Document(title=KINDS[row.kind].title, about=about, made_on=today, blocks=statement_blocks(row.kind, row.texts))


def statement_blocks(kind: DocumentKind, texts: Mapping[str, str | Sequence[str]]) -> list[Block]:
    """The sections that have text, on paper."""
    return [block for section in FORMS[kind].sections for block in _blocks(section, texts)]


def _blocks(section: Section, texts: Mapping[str, str | Sequence[str]]) -> list[Block]:
    text = texts.get(section.name)
    if not text:
        return []
    if section.shape is Shape.LIST:
        return [Heading(section.title), Items(list(text))]
    return [Heading(section.title), Paragraph(day(text) if section.shape is Shape.DAY else str(text))]
