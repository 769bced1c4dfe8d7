"""A changed account is paid to after a second person confirmed it and a wait; until then the former one is."""
from datetime import date
from typing import Any

import pytest
from lxml import etree

from services.claims.store.runs import confirmers
from services.claims.tests.api.runs.conftest import PAY_DATE, Desk
from services.claims.tests.api.runs.test_runs_approved_by_people import OpenRun
from services.claims.tests.conftest import policy, work_through
from shared.testing.service import Service

OLD, NEW = "NL91ABNA0417164300", "NL02ABNA0123456789"
NEXT_PREPARED, NEXT_PAY_DATE = date(2026, 5, 18), date(2026, 5, 20)


def change(claims: Service, iban: str = NEW, *, version: int = 2) -> None:
    """Acceptance changes the account of the policy."""
    claims.deliver(type(policy())(**vars(policy(version=version)) | {"iban": iban}))


def confirm(claims: Service, iban: str = NEW, *, number: str = "P-1", who: str = "tom") -> Any:
    """Somebody of Claims confirms it."""
    return claims.post(f"/v1/account-changes/{number}/confirmation", {"iban": iban}, roles=("insurer_claims",), employer_id=None,
                       account_id=who)


def changes(claims: Service) -> list[Any]:
    """The changed accounts."""
    return list(claims.get("/v1/account-changes", roles=("insurer_claims",), employer_id=None).json["items"])


def payees(claims: Service, run: str) -> set[str | None]:
    """The accounts in the file of a run."""
    file = etree.fromstring(claims.get(f"/v1/payment-runs/{run}/file", roles=("insurer_claims",), employer_id=None).data)
    return {line.findtext("{*}CdtrAcct/{*}Id/{*}IBAN") for line in file.iter("{*}CdtTrfTxInf")}


@pytest.fixture
def paid(open_run: OpenRun, claims: Service) -> Desk:
    """Employers who were paid once, with a case that runs on."""
    desk = open_run("10000.00", runs_on=True)
    claims.run_jobs(PAY_DATE)
    return desk


class TestAChangedAccount:
    def test_of_an_employer_who_was_never_paid_is_used_at_once(self, open_run: OpenRun, claims: Service) -> None:
        open_run("10000.00")
        change(claims)

        claims.run_jobs(PAY_DATE)

        assert (payees(claims, "RUN-2026-03"), changes(claims)) == ({NEW, OLD}, [])

    def test_is_not_paid_to_until_somebody_confirms_it(self, paid: Desk, claims: Service) -> None:
        change(claims)

        work_through(claims, NEXT_PAY_DATE)

        (row,) = changes(claims)
        assert payees(claims, "RUN-2026-04") == {OLD}
        assert (row["policy_number"], row["last"], row["iban"], row["confirmation"]) == ("P-1", OLD, NEW, None)

    @pytest.mark.parametrize(("confirmed_on", "account"), [(date(2026, 5, 17), NEW), (date(2026, 5, 18), OLD)],
                             ids=["the wait is over", "the wait runs"])
    def test_is_paid_to_after_confirmation_and_the_wait(self, paid: Desk, claims: Service, confirmed_on: date,
                                                        account: str) -> None:
        change(claims)
        work_through(claims, confirmed_on)
        answer = confirm(claims)

        work_through(claims, NEXT_PAY_DATE)

        assert (answer.status_code, answer.json["confirmed_by"]) == (200, "tom")
        assert payees(claims, "RUN-2026-04") == {account}

    def test_makes_who_confirmed_it_unfit_to_approve_the_run(self, paid: Desk, claims: Service) -> None:
        change(claims)

        assert confirm(claims, who="eva").status_code == 200
        assert claims.query(confirmers, run_id="RUN-2026-03") == {"eva"}

    def test_is_confirmed_once_and_as_it_was_shown(self, paid: Desk, claims: Service) -> None:
        unchanged = confirm(claims, OLD)
        change(claims)
        other = confirm(claims, "NL20INGB0001234567")
        confirm(claims)

        refused = [answer.json["code"] for answer in (unchanged, other, confirm(claims), confirm(claims, number="P-99"))]

        assert refused == ["account.not_changed", "account.other", "account.confirmed_before", "account.not_changed"]

    @pytest.mark.parametrize("iban", ["", "NL92ABNA0417164300", "onbekend"])
    def test_is_an_iban(self, claims: Service, iban: str) -> None:
        assert confirm(claims, iban).status_code == 422
