"""Mails that name steps of a plan: to the accounts of an employer that report sick, and to staff."""
from datetime import date

import pytest
from sqlalchemy import text

from services.identity.tests.conftest import Identity, Member
from shared.events.mail import Occasion, RecipientKind, RemindedStep, StepsReminded

JAN = "jan@bakkerijdejong.nl"


def reminded(*steps: RemindedStep, recipient_id: str = "employer-1",
             recipient: RecipientKind = RecipientKind.EMPLOYER) -> StepsReminded:
    """A request to mail about steps."""
    return StepsReminded(recipient=recipient, recipient_id=recipient_id, steps=steps)


def step(title: str, due_on: date, occasion: Occasion) -> RemindedStep:
    """A step of one absence."""
    return RemindedStep(absence_number="V-2026-000014", title=title, due_on=due_on, occasion=occasion)


PLAN = step("Plan van aanpak", date(2026, 4, 26), Occasion.LATE)


@pytest.fixture
def active(identity: Identity, main_contact: Member) -> str:
    """The account id of the main contact after the first login."""
    with identity.database.engine.begin() as connection:
        connection.execute(text("UPDATE account SET state = 'ACTIVE' WHERE username = :name"), {"name": main_contact.username})
    return identity.account(main_contact.username).id


class TestMailAboutSteps:
    @pytest.mark.usefixtures("active")
    def test_names_each_step_under_its_occasion_with_one_link(self, identity: Identity) -> None:
        identity.deliver(reminded(step("42e-weeksmelding bij UWV", date(2026, 12, 21), Occasion.NEW), PLAN))

        mail = identity.messages(JAN)[0]
        assert mail.subject == "Stappen die op u wachten"
        assert mail.text.index("Te laat:\n- Plan van aanpak, V-2026-000014: uiterlijk 26 april 2026") < mail.text.index(
            "Nieuw:\n- 42e-weeksmelding bij UWV, V-2026-000014: uiterlijk 21 december 2026")
        assert mail.text.count("http") == 1

    @pytest.mark.usefixtures("active")
    def test_is_sent_once_for_one_request(self, identity: Identity) -> None:
        identity.deliver(reminded(PLAN))

        assert [mail.subject for mail in identity.messages(JAN)].count("Stappen die op u wachten") == 1

    @pytest.mark.parametrize("change", [
        """UPDATE account_grant SET rights = '["EMPLOYEE_DATA"]' WHERE account_id = :id""",
        "UPDATE account_grant SET ended_at = now() WHERE account_id = :id",
        "UPDATE account SET state = 'BLOCKED' WHERE id = :id"], ids=["without the right", "without access", "blocked"])
    def test_goes_to_nobody_who_may_not_see_the_dossier(self, identity: Identity, active: str, change: str) -> None:
        before = len(identity.messages(JAN))
        with identity.database.engine.begin() as connection:
            connection.execute(text(change), {"id": active})

        identity.deliver(reminded(PLAN))

        assert len(identity.messages(JAN)) == before

    def test_to_staff_goes_to_that_account_with_the_link_to_its_steps(self, identity: Identity, active: str) -> None:
        with identity.database.engine.begin() as connection:
            connection.execute(text("UPDATE account SET kind = 'STAFF' WHERE id = :id"), {"id": active})

        identity.deliver(reminded(step("Plan van aanpak", date(2026, 4, 26), Occasion.ESCALATED), recipient_id=active,
                                  recipient=RecipientKind.STAFF))

        mail = identity.messages(JAN)[0]
        assert "Niet gedaan door een ander, ook niet na een herinnering:\n- Plan van aanpak" in mail.text
        assert "/te-doen" in mail.text
