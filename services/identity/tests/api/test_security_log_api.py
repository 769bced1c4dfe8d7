"""Who reads the security log: a person the own account, the main contact the employer's accounts, the administration all."""
import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.identity.queries.security_log import STAFF
from services.identity.tests.conftest import ACCEPTANCE, PUBLIC, Identity, Member, owner, policy
from services.identity.usecases.accounts.create_main_contact import NewMainContact, create_main_contact

RIGHTS = ("RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS")
PERIOD = "from=2026-03-01&to=2026-03-31"


@pytest.fixture
def other_employer(identity: Identity, main_contact: Member) -> str:
    """The account id of the main contact of employer-2."""
    identity.deliver(policy("POL-2", "employer-2", "Slagerij Pieters"))
    issued = identity.run(create_main_contact, actor=ACCEPTANCE, public_url=PUBLIC, command=NewMainContact(
        "POL-2", "Slagerij Pieters", owner("piet@slagerijpieters.nl", username="ppieters")))
    return str(issued.account.id)


def get(identity: Identity, path: str, **claims: Any) -> TestResponse:
    """A reading by somebody with these claims."""
    token = identity.issuer.token(iss="http://localhost/id", **claims)
    return identity.api.test_client().get(path, headers={"Authorization": f"Bearer {token}"})


def seen(answer: TestResponse) -> list[tuple[str, str]]:
    """Kind and account of each event."""
    assert answer.status_code == 200, answer.text
    return [(event["kind"], event["account_id"]) for event in answer.json["items"]]


class TestMainContact:
    def test_reads_the_log_of_the_own_employer_alone(self, identity: Identity, main_contact: Member, other_employer: str):
        me = identity.account(main_contact.username).id

        answer = get(identity, "/v1/security-events", account_id=me, rights=RIGHTS, kind="MAIN_CONTACT")

        assert seen(answer) == [("ACCOUNT_CREATED", me)]
        [event] = answer.json["items"]
        assert (event["account_name"], event["actor_name"]) == ("Jan de Jong", STAFF)
        assert event["details"] == {"kind_of_account": "MAIN_CONTACT", "rights": list(RIGHTS), "roles": []}

    def test_reads_one_kind_of_event(self, identity: Identity, main_contact: Member):
        account = identity.account(main_contact.username)
        token = identity.issuer.token(iss="http://localhost/id", roles=("insurer_acceptance",), account_id="staff-acceptatie")
        reissued = identity.api.test_client().post(f"/v1/accounts/{account.id}/temporary-password", headers={
            "Authorization": f"Bearer {token}", "If-Match": f'"{account.version}"'})

        answer = get(identity, "/v1/security-events?kind=TEMPORARY_PASSWORD_ISSUED", account_id=account.id, rights=RIGHTS,
                     kind="MAIN_CONTACT")

        assert reissued.status_code == 202, reissued.text
        assert [event["actor_name"] for event in answer.json["items"]] == [STAFF]

    @pytest.mark.parametrize("path", ["/v1/security-events", f"/v1/security-events/export?{PERIOD}"])
    def test_is_the_only_one_at_the_employer_who_reads_it(self, identity: Identity, path: str):
        answer = get(identity, path, rights=RIGHTS, kind="COLLEAGUE")

        assert (answer.status_code, answer.json["code"]) == (403, "right.main_contact_only")

    def test_exports_a_period_as_json_lines(self, identity: Identity, main_contact: Member, other_employer: str):
        me = identity.account(main_contact.username).id

        answer = get(identity, f"/v1/security-events/export?{PERIOD}", account_id=me, rights=RIGHTS, kind="MAIN_CONTACT")

        assert answer.mimetype == "application/x-ndjson"
        assert [json.loads(line)["account_id"] for line in answer.text.splitlines()] == [me]


class TestOwner:
    def test_reads_what_happened_to_the_own_account(self, identity: Identity, main_contact: Member, other_employer: str):
        answer = get(identity, "/v1/own-account/security-events", account_id=other_employer, employer_id="employer-2",
                     kind="MAIN_CONTACT")

        assert seen(answer) == [("ACCOUNT_CREATED", other_employer)]

    def test_cannot_be_a_program(self, identity: Identity):
        answer = get(identity, "/v1/own-account/security-events", kind="CLIENT")

        assert (answer.status_code, answer.json["code"]) == (403, "account.person_only")


class TestAdministration:
    @pytest.mark.parametrize("role", ["platform_admin", "camas_helpdesk"])
    def test_reads_the_events_of_all_employers_newest_first(self, identity: Identity, main_contact: Member,
                                                            other_employer: str, role: str):
        answer = get(identity, "/admin/v1/security-events", roles=(role,))

        first = identity.account(main_contact.username).id
        assert seen(answer) == [("ACCOUNT_CREATED", other_employer), ("ACCOUNT_CREATED", first)]

    def test_reads_by_page_and_by_account(self, identity: Identity, main_contact: Member, other_employer: str):
        page = get(identity, "/admin/v1/security-events?limit=1", roles=("platform_admin",))
        rest = get(identity, f"/admin/v1/security-events?limit=1&cursor={page.json['next']}", roles=("platform_admin",))
        one = get(identity, f"/admin/v1/security-events?accountId={other_employer}", roles=("platform_admin",))

        first = identity.account(main_contact.username).id
        assert (seen(page), seen(rest), rest.json["next"]) == (
            [("ACCOUNT_CREATED", other_employer)], [("ACCOUNT_CREATED", first)], None)
        assert seen(one) == [("ACCOUNT_CREATED", other_employer)]

    @pytest.mark.parametrize("role", ["insurer_claims", "casemanager", "insurer_acceptance"])
    def test_is_closed_to_other_roles(self, identity: Identity, role: str):
        assert get(identity, "/admin/v1/security-events", roles=(role,)).status_code == 403

    @pytest.mark.parametrize(("query", "field"), [
        ("from=2026-03-31&to=2026-03-01", "to"), ("from=2024-01-01&to=2026-03-01", "to"), ("to=2026-03-01", "from"),
        (f"{PERIOD}&kind=SOMETHING", "kind"), (f"{PERIOD}&unheard=1", "unheard"),
    ])
    def test_exports_no_period_that_makes_no_sense(self, identity: Identity, query: str, field: str):
        answer = get(identity, f"/admin/v1/security-events/export?{query}", roles=("platform_admin",))

        assert answer.status_code == 422
        assert [error["field"] for error in answer.json["errors"]] == [field]

    def test_exports_only_the_days_asked_for(self, identity: Identity, main_contact: Member):
        inside = get(identity, "/admin/v1/security-events/export?from=2026-03-02&to=2026-03-02", roles=("platform_admin",))
        outside = get(identity, "/admin/v1/security-events/export?from=2026-03-03&to=2026-03-04", roles=("platform_admin",))

        assert (len(inside.text.splitlines()), outside.text) == (1, "")
