"""Payment runs as objects of work: their history, the set of payments that the next file pays, and what to look at."""
from services.claims.store.runs.acts import BankAnswer, RunAct, accounts_that, note_act
from services.claims.store.runs.control import Control, account_on, in_transfer, read_control, to_be_filed
from services.claims.store.runs.review import (
    Difference,
    count_unseen,
    differences,
    is_seen,
    previous_run,
    reasons,
    seen,
    to_look_at,
)

__all__ = [
    "BankAnswer",
    "Control",
    "Difference",
    "RunAct",
    "account_on",
    "accounts_that",
    "count_unseen",
    "differences",
    "in_transfer",
    "is_seen",
    "note_act",
    "previous_run",
    "read_control",
    "reasons",
    "seen",
    "to_be_filed",
    "to_look_at",
]
