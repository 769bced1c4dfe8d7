"""Write a document of a case, and sign it; with the last signature it is a document and its step is complete (R-038, R-133)."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.casework import store
from services.casework.domain.documents.kinds import KINDS, DocumentKind, KindNotYours
from services.casework.domain.documents.statement import (
    FORMS,
    StatementSigned,
    check_evaluation,
    check_signer,
    check_texts,
    form_of,
)
from services.casework.domain.plan.completion import MilestoneAlreadyDone
from services.casework.domain.plan.milestone import Code, Party
from services.casework.store.documents.statements import find_open_statement, get_statement
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.documents.keep_document import keep_document
from services.casework.usecases.plan.complete_milestone import Completion, complete_milestone
from shared.access.matrix import groups
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import NotFound, Stale

DOCTORS = frozenset({"company_doctor", "absence_consultant"})


@dataclass(frozen=True, kw_only=True)
class StatementToWrite:
    """What is written, by section."""

    kind: DocumentKind
    texts: Mapping[str, Any]


def party_of(actor: Actor) -> Party:
    """Whose signature the actor gives: an employer's account its own, a casemanager the employee's (domain.md §7.5)."""
    if actor.employer_id is not None:
        return Party.EMPLOYER
    return Party.COMPANY_DOCTOR if DOCTORS & actor.roles else Party.EMPLOYEE


def write_statement(session: Session, *, actor: Actor, absence_number: str, command: StatementToWrite,
                    version: int | None = None) -> store.Statement:
    """Write a text, or write the open one of its kind again while nobody signed it.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises KindNotYours: if documents of the kind are others' to write
    :raises Several: with a StatementRefused for each missing section
    :raises StatementSigned: ``statement.signed`` if a party signed the open text
    """
    dossier_to_change(session, absence_number, actor, version)
    _check_kind(actor, command.kind)
    check_texts(command.kind, command.texts)
    check_evaluation(command.texts, today=session.clock.today())
    row = find_open_statement(session, absence_number, command.kind)
    if row is not None and row.signed:
        raise StatementSigned("statement.signed", "Deze tekst is al door iemand ondertekend. Trek hem eerst in.")
    if row is None:
        row = store.Statement(statement_id=new_id(), absence_number=absence_number, kind=command.kind)
        session.add(row)
    row.texts = {name: text for name, text in command.texts.items() if text}
    row.recorded_at, row.recorded_by = session.clock.now(), actor.account_id
    session.flush()
    return row


def sign_statement(session: Session, *, actor: Actor, absence_number: str, statement_id: str, pdf: bytes | None,
                   version: int | None = None) -> store.Statement:
    """Sign for the own party, today.

    :param pdf: the document, if this is the last signature; otherwise None
    :raises NotASigner: if the document is others' to sign
    :raises StatementSigned: if this party signed before
    :raises Stale: if the dossier was changed since, or another party signed meanwhile
    :raises CompletionRefused: if its step cannot be completed today
    """
    dossier_to_change(session, absence_number, actor, version)
    row = get_statement(session, absence_number, statement_id)
    form, party, today = FORMS[row.kind], party_of(actor), session.clock.today()
    check_signer(form, party, row.signed)
    is_last = set(form.signers) == {*row.signed, party}
    if is_last != (pdf is not None):
        raise Stale
    row.sign(party, today)
    if form.step is not None:
        _complete(session, actor, absence_number, form.step)
    if pdf is not None:
        row.document_id = keep_document(session, actor=actor, absence_number=absence_number, kind=row.kind, dated_on=today,
                                        content=pdf).document_id
    session.flush()
    return row


def withdraw_statement(session: Session, *, actor: Actor, absence_number: str, statement_id: str,
                       version: int | None = None) -> None:
    """Delete a text that is no document yet, with its signature.

    :raises StatementSigned: ``statement.complete`` if all have signed; then the document itself is taken back
    """
    dossier_to_change(session, absence_number, actor, version)
    row = get_statement(session, absence_number, statement_id)
    _check_kind(actor, row.kind)
    if row.document_id is not None:
        raise StatementSigned("statement.complete", "Deze tekst is al een document. Haal het document weg.")
    session.delete(row)


def _check_kind(actor: Actor, kind: DocumentKind) -> None:
    form_of(kind)
    if not groups()[KINDS[kind].group].may_write(actor):
        raise KindNotYours


def _complete(session: Session, actor: Actor, absence_number: str, step: Code) -> None:
    """Record the signer's part of the step, unless it was recorded before or is not in the plan."""
    try:
        complete_milestone(session, actor=actor, absence_number=absence_number, code=step,
                           command=Completion(completed_on=session.clock.today()))
    except (MilestoneAlreadyDone, NotFound):
        return
