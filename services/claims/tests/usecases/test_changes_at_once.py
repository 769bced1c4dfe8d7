"""Two workers take facts about one case at the same moment: neither may calculate without the other's."""
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from services.claims.tests.conftest import ANNA, filed, policy, state
from services.claims.usecases.claim.take_absence import take_absence
from services.claims.usecases.claim.take_sanction import take_sanction
from services.claims.usecases.copies.keep_copies import keep_policy
from shared.events.casework import SanctionNotified
from shared.kernel.vocabulary import SanctionKind
from shared.testing.service import EMPLOYER

AT_ONCE = "SET LOCAL lock_timeout = '50ms'"
SANCTION = SanctionNotified(absence_number="V-1", employee_id=ANNA, employer_id=EMPLOYER, sanction_id="s-1",
                            kind=SanctionKind.STOP, start=state().first_sick_day, end=None, warnings=2)


def run_without_waiting(claims, use_case, event) -> None:
    """In a second transaction, which gives up at a lock."""
    with claims.database.transaction() as session:
        session.execute(text(AT_ONCE))
        use_case(session, event=event)


class TestFactsAtOnce:
    @pytest.mark.parametrize(("first", "then"), [
        ((keep_policy, policy(version=2)), (take_absence, filed(state()))),
        ((take_absence, filed(state())), (keep_policy, policy(version=2))),
        ((take_absence, filed(state())), (take_sanction, SANCTION)),
    ], ids=["new terms, then an absence", "an absence, then new terms", "an absence, then a sanction"])
    def test_go_one_after_the_other(self, insured, first, then):
        (use_case, event), (other, later) = first, then
        with insured.database.transaction() as session:
            use_case(session, event=event)

            with pytest.raises(OperationalError, match="LockNotAvailable"):
                run_without_waiting(insured, other, later)

        insured.run(other, event=later)

    def test_of_two_employees_do_not_wait_for_each_other(self, insured):
        with insured.database.transaction() as session:
            take_absence(session, event=filed(state()))

            run_without_waiting(insured, take_absence, filed(state("V-2"), "carl"))
