"""The insurer creates an employer's main contact over HTTP."""
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete

from services.identity import hashing
from services.identity.store import Account
from services.identity.tests.conftest import Browser, Identity, policy
from services.identity.worker import seed
from shared.events.identity import AccountCreated, AccountKind, Right

BODY = {"policy_number": "POL-1", "company_name": "Bakkerij De Jong B.V.", "salutation": "Dhr.", "first_name": "Jan",
        "infix": "de", "last_name": "Jong", "email": "Jan@BakkerijDeJong.nl", "phone": "06 87654321"}


@pytest.fixture
def known(identity: Identity) -> Identity:
    """Identity with a copy of the policy."""
    identity.deliver(policy())
    return identity


def post(identity: Identity, body: Any = BODY, key: str | None = None, roles: tuple[str, ...] = ("insurer_acceptance",)):
    token = identity.issuer.token(roles=roles, employer_id=None, account_id="staff-acceptatie", iss="http://localhost/id")
    headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
    return identity.api.test_client().post("/v1/main-contacts", json=body, headers=headers)


def errors(answer) -> dict[str, str]:
    return {error["field"]: error["code"] for error in answer.json.get("errors", [])}


class TestMainContacts:
    @pytest.mark.requirement("R-180")
    def test_get_all_three_rights(self, known: Identity):
        answer = post(known)

        assert answer.status_code == 201
        assert answer.json["rights"] == ["RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS"]
        assert (answer.json["kind"], answer.json["state"]) == ("MAIN_CONTACT", "TEMPORARY")
        assert (answer.json["employer_id"], answer.json["username"]) == ("employer-1", "jdejong")
        [event] = known.published(AccountCreated)
        assert (event.kind, event.employer_id, event.rights) == (AccountKind.MAIN_CONTACT, "employer-1", tuple(Right))

    @pytest.mark.requirement("R-189", "R-190")
    def test_store_address_and_number_in_normal_form(self, known: Identity):
        answer = post(known)

        assert (answer.json["email"], answer.json["phone"]) == ("Jan@bakkerijdejong.nl", "+31687654321")

    @pytest.mark.requirement("R-180")
    def test_are_limited_to_one_per_employer(self, known: Identity):
        post(known)

        answer = post(known, BODY | {"email": "ander@bakkerijdejong.nl"})

        assert (answer.status_code, answer.json["code"]) == (409, "account.main_contact_exists")

    @pytest.mark.requirement("R-180")
    @pytest.mark.parametrize("roles", [(), ("insurer_claims",), ("camas_helpdesk",), ("platform_admin",)])
    def test_are_created_only_by_the_insurers_acceptance(self, known: Identity, roles: tuple[str, ...]):
        assert post(known, roles=roles).status_code == 403

    @pytest.mark.requirement("R-186")
    def test_require_seven_fields_and_name_the_missing_ones(self, known: Identity):
        answer = post(known, {})

        assert answer.status_code == 422
        assert set(errors(answer)) == {"policy_number", "company_name", "salutation", "first_name", "last_name", "email",
                                       "phone"}
        assert set(errors(answer).values()) == {"input.required"}

    @pytest.mark.requirement("R-186")
    @pytest.mark.parametrize("infix", [None, "", "van der"])
    def test_may_have_an_infix(self, known: Identity, infix: str | None):
        assert post(known, BODY | {"infix": infix}).status_code == 201

    @pytest.mark.requirement("R-187")
    def test_require_a_known_policy(self, known: Identity):
        answer = post(known, BODY | {"policy_number": "POL-9"})

        assert (answer.status_code, answer.json["code"]) == (422, "policy.unknown")

    @pytest.mark.requirement("R-187")
    @pytest.mark.parametrize(("last_day", "status"), [(date(2026, 3, 1), 422), (date(2026, 3, 2), 201)])
    def test_require_a_policy_that_has_not_ended(self, identity: Identity, last_day: date, status: int):
        identity.deliver(policy(valid_until=last_day))

        assert post(identity).status_code == status

    @pytest.mark.requirement("R-189")
    @pytest.mark.parametrize(("field", "value"), [
        ("email", "jan"), ("email", "jan@@x.nl"), ("email", 7), ("email", None), ("phone", "0118 683 305"),
        ("phone", "06 123"), ("phone", "bel mij"), ("phone", ""), ("salutation", "Baron"), ("first_name", ""),
        ("first_name", "x" * 81), ("last_name", "R2D2"), ("policy_number", ""), ("policy_number", "a\x00"),
        ("username", "ä"), ("geheim", "x")])
    def test_refuse_a_wrong_field_by_name(self, known: Identity, field: str, value: Any):
        answer = post(known, BODY | {field: value})

        assert answer.status_code == 422
        assert set(errors(answer)) == {field}

    @pytest.mark.requirement("R-188")
    @pytest.mark.parametrize("name", ["A", "x" * 80, "O'Neill", "Anne-Marie", "van der Berg", "Çelik", "Zoë"])
    def test_accept_common_names(self, known: Identity, name: str):
        answers = [post(known, BODY | {"first_name": name, "last_name": name, "salutation": salutation})
                   for salutation in ("Dhr.", "Mevr.", "Neutraal")]

        assert [answer.status_code for answer in answers] == [201, 409, 409]

    @pytest.mark.requirement("R-188")
    @pytest.mark.parametrize(("field", "value"), [
        ("salutation", "Baron"), ("salutation", ""), *((field, value) for field in ("first_name", "last_name", "infix")
                                                        for value in ("x" * 81, "R2D2", "Jan_Piet", "<b>")),
        ("first_name", ""), ("first_name", "  "), ("last_name", "")])
    def test_refuse_other_salutations_and_other_characters_in_a_name(self, known: Identity, field: str, value: str):
        answer = post(known, BODY | {field: value})

        assert answer.status_code == 422
        assert set(errors(answer)) == {field}

    @pytest.mark.requirement("R-190")
    @pytest.mark.parametrize("phone", ["0118 683 305", "06 123", "112", "+49 30 123456", "bel mij", "", "0031612345678901"])
    def test_require_a_number_that_can_receive_an_sms(self, known: Identity, phone: str):
        answer = post(known, BODY | {"phone": phone})

        assert answer.status_code == 422
        assert set(errors(answer)) == {"phone"}

    @pytest.mark.requirement("R-175", "R-189")
    def test_require_a_unique_address(self, known: Identity):
        answer = post(known, BODY | {"email": "claims@ontzorg.example"})

        assert (answer.status_code, answer.json["code"]) == (409, "account.single_email")

    def test_may_choose_a_free_username(self, known: Identity):
        assert post(known, BODY | {"username": "Claims"}).json["code"] == "username.taken"
        assert post(known, BODY | {"username": "J.Bakker"}).json["username"] == "j.bakker"

    def test_are_created_once_by_two_parallel_requests(self, known: Identity):
        bodies = [BODY | {"email": f"jan{n}@bakkerijdejong.nl"} for n in range(4)]
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda body: post(known, body).status_code, bodies))

        assert sorted(answers) == [201, 409, 409, 409]

    def test_are_created_once_per_idempotency_key(self, known: Identity):
        first, again = post(known, key="k-1"), post(known, key="k-1")

        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json["id"] == again.json["id"]
        assert len(known.messages("Jan@bakkerijdejong.nl")) == 1


class TestTemporaryPassword:
    @pytest.mark.requirement("R-192")
    def test_is_mailed_to_the_person_with_its_expiry_date(self, known: Identity):
        post(known)

        [mail] = known.messages("Jan@bakkerijdejong.nl")
        assert mail.channel == "EMAIL"
        assert "16 maart 2026" in mail.text
        assert "http://localhost" in mail.text

    def test_appears_in_no_response_and_no_log(self, known: Identity, caplog: pytest.LogCaptureFixture,
                                            capfd: pytest.CaptureFixture[str]):
        caplog.set_level("DEBUG")
        answer = post(known)
        listed = known.api.test_client().get("/v1/accounts", headers={"Authorization": "Bearer " + known.issuer.token(
            rights=("RIGHTS_MANAGEMENT",), iss="http://localhost/id")})

        password = known.temporary_password("Jan@bakkerijdejong.nl")
        stream = capfd.readouterr()
        for text in (answer.text, str(answer.headers), listed.text, caplog.text, stream.out, stream.err,
                     repr(known.published())):
            assert password not in text

    def test_is_stored_only_as_a_hash(self, known: Identity, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(hashing, "_hasher", PasswordHasher())  # as in production, unlike `quick_hashes`

        post(known)

        account = known.account("jdejong")
        assert account.password_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
        assert known.temporary_password("Jan@bakkerijdejong.nl") not in repr(account.__dict__)

    def test_can_be_reissued_until_the_first_login(self, known: Identity):
        account_id = post(known).json["id"]
        first = known.temporary_password("Jan@bakkerijdejong.nl")
        token = known.issuer.token(roles=("insurer_acceptance",), employer_id=None, iss="http://localhost/id")

        answer = known.api.test_client().post(f"/v1/accounts/{account_id}/temporary-password",
                                              headers={"Authorization": f"Bearer {token}"})

        assert answer.status_code == 202
        assert answer.text == ""
        assert known.temporary_password("Jan@bakkerijdejong.nl") != first


class TestVersion:
    """If-Match of what the insurer does with an account."""

    @pytest.mark.parametrize(("path", "doubtful"), [("/v1/main-contacts/{}/verifications", True),
                                                    ("/v1/accounts/{}/temporary-password", False)])
    def test_that_was_not_read_is_refused(self, known: Identity, path: str, doubtful: bool):
        made = post(known, BODY | {"doubtful": doubtful})
        token = known.issuer.token(roles=("insurer_acceptance",), employer_id=None, iss="http://localhost/id")

        def send(version: str):
            headers = {"Authorization": f"Bearer {token}", "If-Match": version}
            return known.api.test_client().post(path.format(made.json["id"]), headers=headers)

        stale, fresh, repeated = send('"7"'), send(made.headers["ETag"]), send(made.headers["ETag"])

        assert (stale.status_code, stale.json["code"]) == (412, "version.stale")
        assert (fresh.status_code, repeated.status_code) in ((200, 412), (202, 412))


class TestDoubt:
    @pytest.mark.requirement("R-190")
    @pytest.mark.parametrize("changed", [{"doubtful": True}, {"company_name": "Slagerij Pieters"}])
    def test_delays_the_mail_until_a_call_back(self, known: Identity, changed: dict[str, Any]):
        answer = post(known, BODY | changed)

        assert (answer.status_code, answer.json["state"]) == (201, "PENDING_VERIFICATION")
        assert known.messages("Jan@bakkerijdejong.nl") == []

    def test_ignores_capitals_and_dots(self, known: Identity):
        assert post(known, BODY | {"company_name": "bakkerij de jong BV"}).json["state"] == "TEMPORARY"

    @pytest.mark.requirement("R-190")
    def test_ends_with_a_logged_call_back(self, known: Identity):
        account_id = post(known, BODY | {"doubtful": True}).json["id"]
        token = known.issuer.token(roles=("insurer_acceptance",), employer_id=None, account_id="staff-acceptatie",
                                   iss="http://localhost/id")

        def verify():
            return known.api.test_client().post(f"/v1/main-contacts/{account_id}/verifications",
                                                headers={"Authorization": f"Bearer {token}"})

        assert verify().json["state"] == "TEMPORARY"
        assert known.account("jdejong").verified_by == "staff-acceptatie"
        assert len(known.messages("Jan@bakkerijdejong.nl")) == 1
        assert verify().status_code == 409


class TestPolicyCopy:
    def test_accepts_a_newer_version_and_ignores_an_older_one(self, identity: Identity):
        identity.deliver(policy(version=2, company="Nieuw B.V."), policy(version=1, company="Oud B.V."), policy(version=2))

        assert post(identity, BODY | {"company_name": "Nieuw B.V."}).json["state"] == "TEMPORARY"

    def test_lets_a_contact_prepare_before_the_policy_starts(self, identity: Identity):
        identity.deliver(policy(valid_from=date(2026, 4, 1)))

        assert post(identity).status_code == 201


class TestStaff:
    def test_log_in_with_fixed_ids_and_one_role_each(self, identity: Identity):
        for username, role in (("acceptatie", "insurer_acceptance"), ("beheer", "platform_admin"),
                               ("bedrijfsarts", "company_doctor")):
            account = identity.account(username)
            assert (account.id, account.roles, account.employer_id) == (f"staff-{username}", [role], None)

    def test_are_seeded_once(self, identity: Identity):
        seed(identity.database)
        seed(identity.database)

        assert identity.published(AccountCreated) == []

    def test_are_published_when_created(self, identity: Identity):
        identity.run(lambda session: session.execute(delete(Account).where(Account.id == "staff-vra")))

        seed(identity.database)

        [event] = identity.published(AccountCreated)
        assert (event.account_id, event.kind, event.roles) == ("staff-vra", AccountKind.STAFF, ("insurer_vra",))

    def test_use_the_api_with_the_tokens_of_their_login(self, browser: Browser, known: Identity):
        token = browser.tokens(known.member("acceptatie"))["access_token"]

        answer = browser.client.post("/v1/main-contacts", json=BODY, headers={"Authorization": f"Bearer {token}"})

        assert answer.status_code == 201
