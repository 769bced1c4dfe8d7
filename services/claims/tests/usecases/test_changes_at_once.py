"""Two workers handle events about one case concurrently: neither may calculate without the other's."""
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from services.claims.copies import copies
from services.claims.tests.conftest import ANNA, filed, policy, state
from shared.events.casework import SanctionNotified
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import SanctionKind
from shared.messaging.delivery import Delivered
from shared.messaging.envelope import Envelope
from shared.testing.service import EMPLOYER

AT_ONCE = "SET LOCAL lock_timeout = '50ms'"
SANCTION = SanctionNotified(absence_number="V-1", employee_id=ANNA, employer_id=EMPLOYER, sanction_id="s-1",
                            kind=SanctionKind.STOP, start=state().first_sick_day, end=None, warnings=2)


def take(session, event) -> None:
    """Deliver an event to its handler."""
    copies.handle(session, [Delivered(event, Envelope(
        new_id(), event.TYPE, event.topic(), event.key, datetime.now(UTC), "-", None, "-", "test"))])


def take_without_waiting(claims, event) -> None:
    """Deliver in a second transaction with a short lock timeout."""
    with claims.database.transaction() as session:
        session.execute(text(AT_ONCE))
        take(session, event)


class TestFactsAtOnce:
    @pytest.mark.parametrize(("first", "then"), [
        (policy(version=2), filed(state())),
        (filed(state()), policy(version=2)),
        (filed(state()), SANCTION),
    ], ids=["new terms, then an absence", "an absence, then new terms", "an absence, then a sanction"])
    def test_go_one_after_the_other(self, insured, first, then):
        with insured.database.transaction() as session:
            take(session, first)

            with pytest.raises(OperationalError, match="LockNotAvailable"):
                take_without_waiting(insured, then)

        insured.deliver(then)

    def test_of_two_employees_do_not_wait_for_each_other(self, insured):
        with insured.database.transaction() as session:
            take(session, filed(state()))

            take_without_waiting(insured, filed(state("V-2"), "carl"))
