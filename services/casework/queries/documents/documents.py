"""The documents of a case that a reader may know of, and the kinds that the reader may add."""
from collections.abc import Sequence
from dataclasses import dataclass

from services.casework import store
from services.casework.domain.documents.kinds import KINDS, DocumentKind, Kind, may_withdraw
from services.casework.store.casefiles import load_case
from services.casework.store.documents.documents import list_documents_of
from services.casework.store.dossiers import get_dossier
from shared.access.matrix import groups
from shared.db.session import Session
from shared.kernel.actor import Actor

INSURER = frozenset({"insurer_claims", "insurer_vra"})
"""Roles that know that a document exists, with its kind and date, without opening it (C8 of domain.md §7.5)."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document.

    :ivar opens: whether the reader may open it
    :ivar is_own: whether the reader may take it back
    """

    document: store.Document
    kind: Kind
    opens: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """The documents of a case, by date, and the kinds that the reader may add."""

    items: Sequence[DocumentView]
    kinds: Sequence[tuple[DocumentKind, Kind]]


def get_documents(session: Session, *, actor: Actor, absence_number: str) -> DocumentsView:
    """The documents of the case of a dossier.

    :raises NotFound: if there is no such dossier
    :raises NotAssigned: if it is assigned to others
    """
    get_dossier(session, absence_number, actor)
    rows = list_documents_of(session, load_case(session, absence_number).numbers)
    views = (_view(row, actor) for row in rows)
    added = [(code, kind) for code, kind in KINDS.items() if groups()[kind.group].may_write(actor)]
    return DocumentsView([view for view in views if knows_of(actor, view.kind)], added)


def knows_of(actor: Actor, kind: Kind) -> bool:
    """Whether the actor may know that there is a document of a kind."""
    return groups()[kind.group].may_read(actor) or bool(INSURER & actor.roles)


def title_for(actor: Actor, kind: DocumentKind | None) -> str | None:
    """The title of a kind; None if the actor may not know that there is a document of it."""
    return KINDS[kind].title if kind is not None and knows_of(actor, KINDS[kind]) else None


def _view(row: store.Document, actor: Actor) -> DocumentView:
    kind = KINDS[row.kind]
    group = groups()[kind.group]
    return DocumentView(row, kind, group.may_read(actor),
                        group.may_write(actor) and may_withdraw(actor, recorded_as=row.recorded_as))
