"""What happens to an account leaves a row in the security log, which the database keeps as it was written."""
import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from services.identity.store import SecurityEvent
from services.identity.tests.conftest import CASEMANAGER, Browser, Identity


def rows_of(identity: Identity, username: str) -> list[SecurityEvent]:
    """The rows of one account, oldest first."""
    found = select(SecurityEvent).where(SecurityEvent.account_id == identity.account(username).id)
    return list(identity.query(lambda session: session.scalars(found.order_by(SecurityEvent.position)).all()))


class TestRows:
    def test_a_login_names_the_person_the_address_and_the_browser(self, browser: Browser, identity: Identity):
        browser.log_in(CASEMANAGER)

        row = rows_of(identity, CASEMANAGER.username)[-1]

        assert (row.kind, row.actor_id, row.address) == ("LOGIN_SUCCEEDED", row.account_id, "127.0.0.1")
        assert str(row.agent).startswith("Werkzeug")
        assert row.details == {"channel": "SMS", "factor": "SMS"}

    def test_five_wrong_passwords_show_as_four_failures_and_a_lockout(self, browser: Browser, identity: Identity):
        for _ in range(5):
            browser.submit(browser.begin(), "/inloggen", username=CASEMANAGER.username, password="not this one")

        rows = rows_of(identity, CASEMANAGER.username)
        assert [row.kind for row in rows] == ["LOGIN_FAILED"] * 4 + ["ACCOUNT_LOCKED"]

    def test_nobody_is_named_as_the_author_of_a_wrong_password_or_code(self, browser: Browser, identity: Identity):
        browser.submit(browser.begin(), "/inloggen", username=CASEMANAGER.username, password="not this one")
        browser.submit(browser.at_second_step(CASEMANAGER), "/inloggen/code", code="000000")

        rows = {row.kind: row.actor_id for row in rows_of(identity, CASEMANAGER.username)}
        assert (rows["LOGIN_FAILED"], rows["CODE_FAILED"]) == ("unknown", "unknown")


class TestAppendOnly:
    @pytest.mark.parametrize("change", [
        update(SecurityEvent).values(kind="LOGIN_FAILED"),
        delete(SecurityEvent),
    ])
    def test_a_row_can_be_neither_changed_nor_deleted(self, browser: Browser, identity: Identity, change: object):
        browser.log_in(CASEMANAGER)

        with pytest.raises(DatabaseError, match="append-only"):
            identity.run(lambda session: session.execute(change))

        assert rows_of(identity, CASEMANAGER.username)
