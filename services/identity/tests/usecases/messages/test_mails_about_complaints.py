"""Mails to who sent a complaint: receipt, extension and answer, without what the complaint says (features N4)."""
from datetime import date

import pytest
from sqlalchemy import text

from services.identity.tests.conftest import Identity, Member
from shared.events.mail import DeskMailOwed, DeskStage

JAN = "jan@bakkerijdejong.nl"


@pytest.fixture
def complainant(identity: Identity, main_contact: Member) -> str:
    """The account that complained."""
    return identity.account(main_contact.username).id


def owed(account_id: str, stage: DeskStage) -> DeskMailOwed:
    """A mail about complaint K-2026-000042."""
    return DeskMailOwed(account_id=account_id, reference="K-2026-000042", stage=stage, answer_by=date(2026, 4, 13))


class TestMailAboutComplaint:
    @pytest.mark.parametrize(("stage", "subject", "sentence"), [
        (DeskStage.RECEIVED, "Wij hebben uw klacht ontvangen: K-2026-000042", "uiterlijk op 13 april 2026 antwoord"),
        (DeskStage.EXTENDED, "Het antwoord op uw klacht duurt langer: K-2026-000042", "uiterlijk op 13 april 2026"),
        (DeskStage.ANSWERED, "Uw klacht is beantwoord: K-2026-000042", "leest u in het portaal")])
    def test_goes_to_who_sent_it_with_a_link(self, identity: Identity, complainant: str, stage: DeskStage, subject: str,
                                             sentence: str) -> None:
        identity.deliver(owed(complainant, stage))

        mail = identity.messages(JAN)[0]
        assert mail.subject == subject
        assert sentence in mail.text
        assert mail.text.rstrip().endswith("/klacht")

    def test_goes_to_nobody_once_the_account_is_closed(self, identity: Identity, complainant: str) -> None:
        with identity.database.engine.begin() as connection:
            connection.execute(text("UPDATE account SET state = 'CLOSED' WHERE id = :id"), {"id": complainant})
        before = len(identity.messages(JAN))

        identity.deliver(owed(complainant, DeskStage.ANSWERED))

        assert len(identity.messages(JAN)) == before

    def test_to_an_account_that_does_not_exist_is_left_out(self, identity: Identity) -> None:
        identity.deliver(owed("nobody", DeskStage.RECEIVED))

        assert not [mail for mail in identity.messages(JAN) if "klacht" in mail.subject]
