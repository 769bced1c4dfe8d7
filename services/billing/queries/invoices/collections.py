"""Collections by direct debit, with number and sum of their debits."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import defer

from services.billing import store
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class CollectionView:
    """The direct debits of a day.

    :ivar booked_on: day on which the bank booked them, or None
    :ivar version: the ETag
    :ivar debits: number of direct debits
    :ivar amount: their sum in euros
    """

    collected_on: date
    booked_on: date | None
    version: int
    debits: int
    amount: Decimal


def list_collections(session: Session, *, cursor: str | None, limit: int) -> Page[CollectionView]:
    """Collections with a file, by day, with number and sum of their direct debits."""
    def view_all(rows: Sequence[store.Collection]) -> list[CollectionView]:
        sums = store.sum_debits(session, [row.collected_on for row in rows])
        return [CollectionView(row.collected_on, row.booked_on, row.version, *sums.get(row.collected_on, (0, ZERO)))
                for row in rows]

    query = select(store.Collection).options(defer(store.Collection.file))
    return page_by_keys(session, query, keys=(store.Collection.collected_on,), view_all=view_all, cursor=cursor, limit=limit)


def get_collection(session: Session, *, collected_on: date) -> store.Collection:
    """The collection of a day with its SEPA file.

    :raises NotFound: ``collection.not_found``
    """
    return store.get_collection(session, collected_on)
