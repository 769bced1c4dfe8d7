"""Payment runs as objects of work: their history, the set of payments that the next file pays, and what to look at."""
from services.claims.store.runs.accounts import (
    AccountConfirmation,
    account_of_policy,
    confirmers,
    last_account,
    payable_account,
    read_accounts,
)
from services.claims.store.runs.acts import BankAnswer, RunAct, accounts_that, note_act
from services.claims.store.runs.control import Control, in_transfer, read_control, to_be_filed
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
    "AccountConfirmation",
    "BankAnswer",
    "Control",
    "Difference",
    "RunAct",
    "account_of_policy",
    "accounts_that",
    "confirmers",
    "count_unseen",
    "differences",
    "in_transfer",
    "is_seen",
    "last_account",
    "note_act",
    "payable_account",
    "previous_run",
    "read_accounts",
    "read_control",
    "reasons",
    "seen",
    "to_be_filed",
    "to_look_at",
]
