"""A small service for tests: books over HTTP, on the real application factory."""
from typing import Any

from flask import abort
from marshmallow import Schema
from sqlalchemy import MetaData, String, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db.session import Session
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import PAYMENT, WholeRule
from shared.fields.text import parse_text
from shared.kernel.refusals import Conflict, RuleViolated, Several
from shared.web.access import public, requires
from shared.web.fields import Amount, Day, Whole, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery, page
from shared.web.transactions import idempotent, read, transaction


class Base(DeclarativeBase):
    """Mapped classes of the library."""

    metadata = MetaData()


class Book(Base):
    """A book; shelf marks are unique, titles are not."""

    __tablename__ = "book"
    mark: Mapped[str] = mapped_column(String, primary_key=True)
    title: Mapped[str] = mapped_column(String)


entry = Base.metadata.tables["book"]


def _parse_line(raw: object) -> str:
    """A line of text."""
    return parse_text(raw, longest=80)


class BookSchema(Schema):
    """A book in requests and responses."""

    mark = Written(_parse_line, required=True)
    title = Written(_parse_line, required=True)
    bought_on = Day(CASE_DATE, load_only=True)
    price = Amount(PAYMENT, load_only=True)
    copies = Whole(WholeRule(0, 100), load_only=True)


blueprint = Blueprint("books", __name__, url_prefix="/v1")


def add_book(session: Session, *, mark: str, title: str) -> dict[str, str]:
    """Insert a book."""
    session.execute(insert(entry).values(mark=mark, title=title))
    return {"mark": mark, "title": title}


@blueprint.get("/books")
@requires("READ")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(BookSchema))
def get_books(query: dict[str, Any]) -> Any:
    """List all books by shelf mark."""
    return read(page, select(Book), key=Book.mark, view=lambda book: book, **query)


@blueprint.post("/books")
@requires("WRITE")
@idempotent
@blueprint.arguments(BookSchema)
@blueprint.response(201, BookSchema)
def post_book(body: dict[str, Any]) -> Any:
    """Create a book."""
    return transaction(add_book, mark=body["mark"], title=body["title"])


@blueprint.post("/burnings/<kind>")
@public
def post_burning(kind: str) -> Any:
    """Fail with the requested kind of error."""
    if kind == "conflict":
        raise Conflict("book.lent", "Dit boek is uitgeleend.")
    if kind == "leaflet":
        abort(415)
    if kind == "several":
        raise Several([RuleViolated("book.rare", "Zeldzaam.", field="mark"), RuleViolated("book.wet", "Nat.", field="title")])
    raise RuntimeError("secret inside: hunter2")
