"""The helpdesk, acceptance and the administrator find any account, without case data (domain.md §7.5, C2)."""
import pytest

from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.tests.api.helpdesk.test_helpdesk_queue import Helpdesk
from services.identity.tests.callers import EVA, Caller
from services.identity.tests.conftest import ACCEPTANCE, PUBLIC, Identity, Member, policy
from services.identity.usecases.accounts.create_main_contact import NewMainContact, create_main_contact
from services.identity.usecases.accounts.new_accounts import Owner


@pytest.fixture
def helpdesk(identity: Identity) -> Helpdesk:
    """A member of the helpdesk."""
    return Helpdesk(identity)


@pytest.fixture
def eva(jan: Caller) -> str:
    """The account id of a colleague."""
    return str(jan("POST", "/accounts", EVA).json["id"])


class TestAccounts:
    @pytest.mark.parametrize("search", ["va smit", "EVA@b", "Eva Smit", "esmit"])
    def test_are_found_by_name_username_and_address(self, jan: Caller, eva: str, helpdesk: Helpdesk, search: str):
        found = helpdesk("GET", f"/accounts?search={search}").json["items"]

        assert [account["id"] for account in found] == [eva]

    @pytest.mark.parametrize("search", ["cafe de ZWA", "café", "renee", "RENÉE D' H", "bos@zw"])
    def test_are_found_without_accents_and_by_company(self, identity: Identity, jan: Caller, eva: str, helpdesk: Helpdesk,
                                                      search: str):
        identity.deliver(policy("POL-7", "employer-7", "Café De Zwaan"))
        renee = Person(Salutation.MS, "Renée", "Hôtelier", "d’")
        identity.run(create_main_contact, actor=ACCEPTANCE, public_url=PUBLIC, command=NewMainContact(
            "POL-7", "Café De Zwaan", Owner(renee, EmailAddress("bos@zwaan.nl"), PhoneNumber("+31687654300"))))

        found = helpdesk("GET", f"/accounts?search={search}").json["items"]

        assert [(one["last_name"], one["companies"]) for one in found] == [("Hôtelier", ["Café De Zwaan"])]

    def test_name_every_company_of_a_third_party(self, jan: Caller, stranger: Caller, helpdesk: Helpdesk):
        body = EVA | {"kind": "THIRD_PARTY"}
        ends = {employer("POST", "/accounts", body).json["id"] for employer in (stranger, jan)}

        [one] = helpdesk("GET", "/accounts?search=eva").json["items"]

        assert {one["id"]} == ends
        assert one["companies"] == ["Bakkerij De Jong B.V.", "Slagerij Pieters"]

    def test_take_no_sign_as_a_pattern(self, jan: Caller, eva: str, helpdesk: Helpdesk):
        assert helpdesk("GET", "/accounts?search=%25").json["items"] == []

    def test_hold_no_case_data(self, jan: Caller, eva: str, helpdesk: Helpdesk, main_contact: Member):
        account = helpdesk("GET", f"/accounts/{eva}").json

        assert account.keys() == {"id", "kind", "state", "employer_id", "username", "salutation", "first_name", "infix",
                                  "last_name", "email", "phone", "rights", "roles", "ends_on", "created_at", "temporary_until",
                                  "activated_at", "last_used_at", "last_reviewed_at", "version", "work_phone", "companies"}
