"""Rules for granting rights."""
import pytest

from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.rights import (
    ALL_RIGHTS,
    MainContactKeepsRights,
    Right,
    RightNotHeld,
    ensure_may_give,
    ensure_may_lose,
    in_order,
)

MANAGE, DATA, REPORTS = Right


class TestGivingRights:
    def test_knows_three_rights(self):
        assert {right.value for right in ALL_RIGHTS} == {"RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS"}

    @pytest.mark.parametrize("wanted", [(), (DATA,), (DATA, REPORTS), tuple(Right)])
    def test_allows_any_subset_of_the_own_rights(self, wanted: tuple[Right, ...]):
        ensure_may_give(wanted, held=ALL_RIGHTS)

    def test_refuses_a_right_that_the_manager_does_not_have(self):
        with pytest.raises(RightNotHeld) as refused:
            ensure_may_give((DATA, REPORTS), held=(MANAGE, DATA))
        assert (refused.value.code, refused.value.field) == ("right.not_held", "rights")

    def test_keeps_an_existing_right(self):
        ensure_may_give((DATA, REPORTS), before=(REPORTS,), held=(MANAGE, DATA))

    def test_removes_none_from_the_main_contact(self):
        ensure_may_lose(AccountKind.MAIN_CONTACT, Right)
        ensure_may_lose(AccountKind.COLLEAGUE, ())

        with pytest.raises(MainContactKeepsRights):
            ensure_may_lose(AccountKind.MAIN_CONTACT, (MANAGE, DATA))

    def test_sorts_rights_without_duplicates(self):
        assert in_order(["SICK_REPORTS", "RIGHTS_MANAGEMENT", "SICK_REPORTS"]) == (MANAGE, REPORTS)
