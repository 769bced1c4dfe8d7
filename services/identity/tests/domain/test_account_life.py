"""The states of an account and their transitions."""
from datetime import UTC, date, datetime, timedelta

import pytest

from services.identity.domain.accounts.account import (
    TRANSITIONS,
    AccountNotActivated,
    AccountState,
    AccountStateForbids,
    ensure_activated,
    may_log_in,
    move,
    shown_state,
)

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
TODAY = date(2026, 3, 2)


class TestAccountLife:
    @pytest.mark.parametrize(("state", "to"), [(s, t) for s, targets in TRANSITIONS.items() for t in targets])
    def test_allows_every_transition_of_the_table(self, state: AccountState, to: AccountState):
        assert move(state, to) is to

    @pytest.mark.parametrize(("state", "to"), [
        (AccountState.REQUESTED, AccountState.ACTIVE),
        (AccountState.PENDING_VERIFICATION, AccountState.ACTIVE),
        (AccountState.ACTIVE, AccountState.PENDING_VERIFICATION),
        (AccountState.BLOCKED, AccountState.ACTIVE),
    ])
    def test_refuses_every_other_transition(self, state: AccountState, to: AccountState):
        with pytest.raises(AccountStateForbids):
            move(state, to)

    def test_goes_from_blocked_to_a_new_first_login_or_to_closed_and_then_never_further(self):
        assert (TRANSITIONS[AccountState.BLOCKED], TRANSITIONS[AccountState.CLOSED]) == (
            frozenset({AccountState.TEMPORARY, AccountState.CLOSED}), frozenset())

    @pytest.mark.parametrize("state", [s for s in AccountState if s is not AccountState.ACTIVE])
    def test_refuses_to_manage_accounts_before_activation(self, state: AccountState):
        ensure_activated(AccountState.ACTIVE)

        with pytest.raises(AccountNotActivated) as refused:
            ensure_activated(state)
        assert refused.value.code == "account.not_activated"

    @pytest.mark.parametrize(("until", "allowed"), [(date(2026, 3, 1), False), (date(2026, 3, 2), True), (None, False)])
    def test_allows_a_temporary_password_through_its_last_day(self, until: date | None, allowed: bool):
        assert may_log_in(AccountState.TEMPORARY, temporary_until=until, today=TODAY) is allowed

    @pytest.mark.parametrize("state", [AccountState.REQUESTED, AccountState.PENDING_VERIFICATION, AccountState.BLOCKED])
    def test_refuses_a_login_in_other_states(self, state: AccountState):
        assert not may_log_in(state, temporary_until=date(2026, 12, 31), today=TODAY)

    def test_shows_locked_until_the_wait_ends(self):
        until = NOW + timedelta(minutes=1)

        assert shown_state(AccountState.ACTIVE, locked_until=until, now=until - timedelta(seconds=1)) is AccountState.LOCKED
        assert shown_state(AccountState.ACTIVE, locked_until=until, now=until) is AccountState.ACTIVE
        assert shown_state(AccountState.BLOCKED, locked_until=until, now=NOW) is AccountState.BLOCKED
