"""Every route that changes what exists takes its version in If-Match; one that only makes something new is named here."""
from collections.abc import Iterator
from typing import Any

from werkzeug.routing import Rule

from shared.testing.service import Service
from tests.architecture.test_bad_input_is_refused import answer, path_of, tokens

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
MAKE_NEW = {
    "/v1/sick-reports": "a new absence; the body names the version of the employee's data that were checked",
    "/v1/dossiers/<absence_number>/invoice-files": "a file never changes",
    "/v1/employees": "a new employee",
    "/v1/employees/import": "new employees; the result of a row says that it changed one",
    "/v1/employee-imports": "a new import",
    "/v1/policies/<policy_number>/employee-imports": "a new import",
    "/v1/data-campaigns/<year>/submissions": "the one submission of a year",
    "/v1/main-contacts": "a new account",
    "/v1/accounts": "a new account",
    "/v1/helpdesk-requests": "a new request",
    "/v1/own-account/factors/app": "a new key; a second app is refused",
    "/v1/own-account/factors/app/confirm": "the code names the key",
    "/v1/own-account/factors/app/remove": "the one app of the account",
    "/v1/own-account/factors/passkeys/options": "a new challenge",
    "/v1/own-account/factors/passkeys": "a new passkey",
    "/v1/own-account/factors/passkeys/<passkey_id>/remove": "a passkey never changes",
    "/v1/own-account/factors/recovery-codes": "new codes",
    "/v1/own-account/email": "refuses everybody",
    "/v1/own-account/phone": "refuses everybody",
    "/admin/v1/clients": "a new program",
    "/admin/v1/staff-accounts": "a new account",
    "/v1/deputies": "a new period",
    "/v1/own-account/sessions/<session_id>/end": "ends a session, which nothing changes",
    "/v1/own-account/sessions/end-all": "ends all sessions, whatever they are",
    "/v1/own-account/devices/<device_id>/forget": "deletes a device, which nothing changes",
    "/v1/own-account/calendar-feed": "a new address; an earlier one no longer works",
    "/v1/own-account/calendar-feed/end": "ends the one address, whatever it is",
    "/v1/own-account/password/codes": "a new message",
    "/v1/own-account/password": "takes the old password, which no stale form can have",
    "/v1/forecasts": "writes nothing",
    "/v1/transition-payments": "writes nothing",
    "/v1/dossiers/<absence_number>/medical": "a new entry; entries never change",
    "/v1/dossiers/<absence_number>/medical/<entry_id>/publication": "shares an entry, which never changes",
    "/v1/ex-employees/<absence_number>/follow-ups": "a new contact; contacts never change",
    "/v1/vra-orders": "a new order; a case has one",
    "/v1/complaints": "a new complaint",
    "/v1/account-changes/<policy_number>/confirmation": "names the account that was on the screen",
    "/v1/delegated-work/<completion_id>/countersignature": "a signature that is given once",
    "/v1/bank-answers": "a file that is read once",
    "/v1/legal-aid-requests": "a new request; requests never change",
    "/v1/settlements": "a new settlement; settlements never change",
    "/v1/dossiers/<absence_number>/agreements": "a new agreement; agreements never change",
    "/v1/dossiers/<absence_number>/waivers": "refuses everybody",
    "/v1/dossiers/<absence_number>/documents": "a new document; documents never change",
    "/v1/dossiers/<absence_number>/documents/<document_id>/withdrawal": "takes back a document, which never changes",
    "/v1/delegations": "a new delegation; a consultant has one at a time",
    "/v1/delegations/<delegation_id>/ending": "ends a delegation, of which nothing else changes",
    "/v1/stand-ins": "a new period",
    "/v1/stand-ins/<stand_in_id>/ending": "ends a period, of which nothing else changes",
    "/v1/claims/<absence_number>/forecasts": "writes nothing",
    "/v1/policies/<policy_number>/january-previews": "writes nothing",
    "/v1/policies/<policy_number>/version-previews": "writes nothing",
    "/v1/policies/<policy_number>/invoice-previews": "writes nothing",
    "/v1/invoices/<number>/credit-previews": "writes nothing",
    "/v1/policies/<policy_number>/invoices": "new invoices",
    "/v1/dossiers/<absence_number>/emergency-access": "a new access",
    "/v1/employers/<employer_id>/staffing/<staffing_id>/ending": "the last day of an assignment, of which nothing else changes",
}
"""Routes that change nothing that a caller can have read."""


def writing(service: Service) -> Iterator[tuple[Rule, str, Any]]:
    """Rule, method and view of every route of the API that writes."""
    for rule in service.app.url_map.iter_rules():
        if rule.rule.startswith(("/v1", "/admin/v1")):
            for method in (rule.methods or set()) & WRITES:
                yield rule, method, service.app.view_functions[rule.endpoint]


def takes_version(view: Any) -> bool:
    """Whether a view is declared with `changes`."""
    return getattr(view, "takes_version", False)


class TestRouteThatWrites:
    def test_takes_a_version_or_makes_something_new(self, service: Service) -> None:
        all_rules = {rule.rule for rule, _, _ in writing(service)}
        without = {rule.rule for rule, _, view in writing(service) if not takes_version(view)}

        assert without == MAKE_NEW.keys() & all_rules

    def test_refuses_a_version_that_cannot_be_read(self, service: Service) -> None:
        for rule, method, view in writing(service):
            if takes_version(view):
                answers = [answer(service, method, path_of(rule), token, environ_overrides={"HTTP_IF_MATCH": '"x"'})
                           for token in tokens(service)]

                refused = {(one.status_code, one.json["code"]) for one in answers if one.status_code != 403}
                assert refused == {(400, "version.malformed")}, rule.rule
