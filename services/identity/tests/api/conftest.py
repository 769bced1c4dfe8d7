"""People who call the API."""
import pytest

from services.identity.tests.callers import Caller, activate
from services.identity.tests.conftest import ACCEPTANCE, PUBLIC, Identity, Member, owner, policy
from services.identity.usecases.accounts.create_main_contact import NewMainContact, create_main_contact


@pytest.fixture
def jan(identity: Identity, main_contact: Member) -> Caller:
    """The main contact, after the first login."""
    account_id = identity.account(main_contact.username).id
    activate(identity, account_id)
    return Caller(identity, account_id)


@pytest.fixture
def stranger(identity: Identity, jan: Caller) -> Caller:
    """The main contact of another employer."""
    identity.deliver(policy("POL-2", "employer-2", "Slagerij Pieters"))
    issued = identity.run(create_main_contact, actor=ACCEPTANCE, public_url=PUBLIC, command=NewMainContact(
        "POL-2", "Slagerij Pieters", owner("piet@slagerijpieters.nl", username="ppieters")))
    activate(identity, issued.account.id)
    return Caller(identity, issued.account.id, "employer-2")
