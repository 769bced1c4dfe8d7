"""Mails about employees' data, to those who manage them: the January round, and data that a report disputes."""
from datetime import date

import pytest
from sqlalchemy import text

from services.identity.tests.conftest import Identity, Member
from shared.events.billing import DataCorrectionRequested, DataRequestOccasion, JanuaryDataRequested

JAN = "jan@bakkerijdejong.nl"


def request(occasion: DataRequestOccasion, employer_id: str = "employer-1") -> JanuaryDataRequested:
    """A request about the round of 2027."""
    return JanuaryDataRequested(policy_number="POL-1", employer_id=employer_id, year=2027, deadline=date(2027, 1, 31),
                                occasion=occasion)


@pytest.fixture
def active(identity: Identity, main_contact: Member) -> str:
    """The account id of the main contact after the first login."""
    with identity.database.engine.begin() as connection:
        connection.execute(text("UPDATE account SET state = 'ACTIVE' WHERE username = :name"), {"name": main_contact.username})
    return identity.account(main_contact.username).id


class TestRequestForJanuaryData:
    @pytest.mark.requirement("R-017")
    @pytest.mark.parametrize(("occasion", "subject", "sentence"), [
        (DataRequestOccasion.OPENED, "Controleer de gegevens van uw werknemers", "uiterlijk op 31 januari 2027"),
        (DataRequestOccasion.REMINDER, "Herinnering: controleer de gegevens van uw werknemers",
         "schatten wij uw premie over 2026"),
        (DataRequestOccasion.ESTIMATED, "Uw premie over 2026 is geschat", "Stuurt u de gegevens alsnog in")])
    def test_is_mailed_with_a_link(self, identity: Identity, active: str, occasion: DataRequestOccasion, subject: str,
                                   sentence: str) -> None:
        identity.deliver(request(occasion))

        mail = identity.messages(JAN)[0]
        assert mail.subject == subject
        assert sentence in mail.text.replace("\n", " ")
        assert "/januari" in mail.text

    @pytest.mark.parametrize("change", [
        """UPDATE account_grant SET rights = '["SICK_REPORTS"]' WHERE account_id = :id""",
        "UPDATE account_grant SET ended_at = now() WHERE account_id = :id",
        "UPDATE account SET state = 'BLOCKED' WHERE id = :id"], ids=["without the right", "without access", "blocked"])
    def test_goes_to_nobody_else(self, identity: Identity, active: str, change: str) -> None:
        before = len(identity.messages(JAN))
        with identity.database.engine.begin() as connection:
            connection.execute(text(change), {"id": active})

        identity.deliver(request(DataRequestOccasion.OPENED))

        assert len(identity.messages(JAN)) == before

    def test_of_another_employer_is_not_mailed(self, identity: Identity, active: str) -> None:
        before = len(identity.messages(JAN))

        identity.deliver(request(DataRequestOccasion.OPENED, "employer-2"))

        assert len(identity.messages(JAN)) == before


class TestRequestForACorrection:
    @pytest.mark.usefixtures("active")
    def test_is_mailed_without_a_name(self, identity: Identity) -> None:
        identity.deliver(DataCorrectionRequested(policy_number="POL-1", employer_id="employer-1", dispute_id="d-1"))

        mail = identity.messages(JAN)[0]
        assert mail.subject == "Controleer de gegevens van een werknemer"
        assert "in het portaal bij Start" in mail.text.replace("\n", " ")
