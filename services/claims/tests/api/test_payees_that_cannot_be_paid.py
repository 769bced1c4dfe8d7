"""An employer with invalid payment data is set aside; all others are paid, and it is paid after the correction."""
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import text

from services.claims.jobs import jobs
from services.claims.tests.conftest import ANNA, approve_all, employee, filed, policy, state, work_through
from services.claims.usecases.benefits.calculate_month import calculate_month
from services.claims.usecases.payments.open_run import open_run
from services.claims.usecases.payments.settle_policies import settle_policies
from shared.db.session import Session
from shared.events.billing import PolicyAccepted
from shared.events.claims import BenefitPaid
from shared.kernel.month import Month
from shared.kernel.vocabulary import AbsenceStatus
from shared.service.item_retry import retry
from shared.service.jobs import ItemJob, Job, Jobs
from shared.service.scheduler import Scheduler
from shared.service.set_aside import resolve
from shared.testing.service import OTHER_EMPLOYER, Service
from shared.testing.statements import count_statements

STAFF: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}
PAY_DATE = date(2026, 4, 20)
MARCH = {"recovered_on": date(2026, 4, 1), "status": AbsenceStatus.RECOVERED}
RIGHT = "NL02ABNA0123456789"


def accepted(number: str = "P-1", *, version: int = 1, name: str = "Bakkerij De Korenaar", iban: str = RIGHT,
             employer_id: str = "employer-1") -> PolicyAccepted:
    """A policy with this name and account, as an older platform may have accepted it."""
    return PolicyAccepted(**{**vars(policy(number, employer_id, version)), "company_name": name, "iban": iban})


def transfers(service: Service, path: str = "/v1/payment-runs/RUN-2026-03/file") -> dict[str | None, tuple[str | None, ...]]:
    """By EndToEndId what a file of the run pays: amount, name, account."""
    found = etree.fromstring(service.get(path, **STAFF).data)
    return {line.findtext("{*}PmtId/{*}EndToEndId"): (
        line.findtext("{*}Amt/{*}InstdAmt"), line.findtext("{*}Cdtr/{*}Nm"), line.findtext("{*}CdtrAcct/{*}Id/{*}IBAN"))
        for line in found.iter("{*}CdtTrfTxInf")}


def two_employers(service: Service, first: PolicyAccepted) -> None:
    """Each with an employee who was sick in March; the first has the given policy."""
    service.deliver(first, accepted("P-2", employer_id=OTHER_EMPLOYER), employee(ANNA, policy_number=first.policy_number),
                    employee("bob", employer_id=OTHER_EMPLOYER, policy_number="P-2"))
    service.deliver(filed(state(**MARCH), policy_number=first.policy_number),
                    filed(state("V-2", **MARCH), "bob", policy_number="P-2", employer_id=OTHER_EMPLOYER))


class TestAPayee:
    @pytest.mark.parametrize(("change", "reason"), [
        ({"iban": "NL92ABNA0417164300"}, "Het rekeningnummer is geen geldig IBAN."),
        ({"iban": "onbekend"}, "Het rekeningnummer is geen geldig IBAN."),
        ({"name": "🍞"}, "De naam van de rekeninghouder heeft geen letter of cijfer dat een bank kan lezen."),
        ({"name": "\x07\x1b"}, "De naam van de rekeninghouder heeft geen letter of cijfer dat een bank kan lezen."),
    ], ids=["wrong check digits", "no IBAN", "an emoji", "control characters"])
    def test_that_cannot_be_paid_is_set_aside_and_the_others_are_paid(
            self, claims: Service, change: dict[str, str], reason: str) -> None:
        two_employers(claims, accepted(**change))

        work_through(claims, PAY_DATE, may_set_aside=True)

        assert [(item["job"], item["item"], item["reason"]) for item in claims.set_aside()] == [
            ("check-payees", "RUN-2026-03/P-1", reason)]
        assert transfers(claims) == {"RUN-2026-03-P-2": ("1920.00", "Bakkerij De Korenaar", RIGHT)}
        assert [event.policy_number for event in claims.published(BenefitPaid)] == ["P-2"]

    @pytest.mark.parametrize(("change", "payee"), [
        ({"iban": "nl02 abna 0123 4567 89"}, ("1920.00", "Bakkerij De Korenaar", RIGHT)),
        ({"name": "Één & Zønen “Ĳssel” 🍞"}, ("1920.00", "Een + Zonen IJssel", RIGHT)),
    ], ids=["an IBAN in groups", "a name outside the basic Latin set"])
    def test_that_writes_itself_otherwise_is_paid(
            self, claims: Service, change: dict[str, str], payee: tuple[str, ...]) -> None:
        two_employers(claims, accepted(**change))

        work_through(claims, PAY_DATE)

        assert transfers(claims)["RUN-2026-03-P-1"] == payee

    def test_has_a_reference_that_fits_whatever_the_number_of_its_policy(self, claims: Service) -> None:
        number = "P" * 39 + "1"
        two_employers(claims, accepted(number))

        work_through(claims, PAY_DATE)

        (mine,) = set(transfers(claims)) - {"RUN-2026-03-P-2"}
        (event,) = [event for event in claims.published(BenefitPaid) if event.policy_number == number]
        assert (len(mine or ""), event.payment_reference) == (35, mine)

    def test_gets_its_money_in_a_file_of_its_own_once_its_account_is_right(self, claims: Service) -> None:
        two_employers(claims, accepted(iban="onbekend"))
        work_through(claims, PAY_DATE, may_set_aside=True)
        before = claims.get("/v1/payment-runs/RUN-2026-03/file", **STAFF).data
        claims.deliver(accepted(version=2))

        outcome = retry(claims.database, jobs, claims.set_aside()[0]["id"], actor_id="petra")
        claims.set_today(date(2026, 4, 25))  # a Saturday
        work_through(claims, date(2026, 4, 25))

        run = claims.get("/v1/payment-runs", query_string={"limit": 100}, **STAFF).json["items"][-1]
        assert outcome.is_done
        assert [(file["message_id"], file["execute_on"]) for file in run["files"]] == [
            ("RUN-2026-03", "2026-04-20"), ("RUN-2026-03-2", "2026-04-28")]  # Monday the 27th is King's Day
        assert transfers(claims, "/v1/payment-runs/RUN-2026-03/files/2") == {
            "RUN-2026-03-P-1": ("1920.00", "Bakkerij De Korenaar", RIGHT)}
        assert claims.get("/v1/payment-runs/RUN-2026-03/file", **STAFF).data == before
        assert sorted(event.policy_number for event in claims.published(BenefitPaid)) == ["P-1", "P-2"]

    def test_is_paid_on_a_new_account_from_the_day_on_which_it_holds(self, claims: Service) -> None:
        two_employers(claims, accepted())
        claims.deliver(filed(state("V-3", first=date(2026, 4, 13), sequence=1)))
        claims.deliver(replace(accepted(version=2, iban="NL91ABNA0417164300"), valid_from=date(2026, 5, 1)))
        work_through(claims, date(2026, 5, 4))
        claims.post("/v1/account-changes/P-1/confirmation", {"iban": "NL91ABNA0417164300"}, **STAFF)

        work_through(claims, date(2026, 5, 20))

        paid = [transfers(claims, f"/v1/payment-runs/RUN-2026-{month}/file")[f"RUN-2026-{month}-P-1"][2]
                for month in ("03", "04")]
        assert paid == [RIGHT, "NL91ABNA0417164300"]

    def test_that_a_person_paid_in_another_way_is_not_paid_again(self, claims: Service) -> None:
        two_employers(claims, accepted(iban="onbekend"))
        work_through(claims, PAY_DATE, may_set_aside=True)
        item = claims.set_aside()[0]["id"]
        claims.run(resolve, item_id=item, actor_id="petra", explanation="Met de hand betaald.")
        claims.deliver(accepted(version=2))

        claims.set_today(date(2026, 4, 21))
        work_through(claims, date(2026, 5, 20))

        assert [event.policy_number for event in claims.published(BenefitPaid)] == ["P-2"]


class Crash(BaseException):
    """Simulates the end of the process."""


class CrashOnce:
    """The jobs of claims, one of which crashes once between its work and its commit.

    :ivar has_crashed: whether it did
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.has_crashed = False

    def jobs(self) -> Jobs:
        """All jobs, wrapped."""
        crashing = Jobs()
        for job in jobs:
            crashing.add(self._crashing(job) if job.name == self.name else job)
        return crashing

    def _crashing(self, job: Job | ItemJob) -> Job | ItemJob:
        if isinstance(job, Job):
            return replace(job, work=self._after(job.work))
        return replace(job, handle=self._after(job.handle), handle_all=job.handle_all and self._after(job.handle_all))

    def _after(self, work: Callable[..., None]) -> Callable[..., None]:
        def dying(session: Session, what: Any) -> None:
            work(session, what)
            if not self.has_crashed:
                self.has_crashed = True
                session.flush()
                raise Crash
        return dying


MOVE_NO_MONEY = ("watch-recourse", "resume-claims", "charge-guarantees", "check-reimbursements")


class TestACrash:
    @pytest.mark.parametrize("broken", [job.name for job in jobs if job.name not in MOVE_NO_MONEY])
    def test_in_any_job_neither_loses_a_payment_nor_pays_one_twice(self, claims: Service, broken: str) -> None:
        two_employers(claims, accepted())
        crashing = CrashOnce(broken)

        for day in (date(2026, 4, 1), date(2026, 4, 16), PAY_DATE):
            claims.set_today(day)
            try:
                Scheduler(claims.database, crashing.jobs()).catch_up(day)
            except Crash:
                Scheduler(claims.database, jobs).catch_up(day)
            approve_all(claims)

        assert crashing.has_crashed
        assert {reference: found[0] for reference, found in transfers(claims).items()} == {
            "RUN-2026-03-P-1": "1920.00", "RUN-2026-03-P-2": "1920.00"}
        assert [event.amount for event in claims.published(BenefitPaid)] == [Decimal("1920.00")] * 2
        with claims.database.reading() as session:
            assert session.scalar(text("SELECT sum(amount) FROM booking")) == 2 * 192_000


class TestManyPolicies:
    def test_are_calculated_and_settled_with_as_many_statements_as_one(self, claims: Service) -> None:
        counts = []
        for number in range(25):
            claims.deliver(accepted(f"P-{number}"), employee(f"e-{number}", policy_number=f"P-{number}"),
                           filed(state(f"V-{number}"), f"e-{number}", policy_number=f"P-{number}"))
        for cases, month in ((["V-0"], Month(2026, 3)), ([f"V-{n}" for n in range(1, 25)], Month(2026, 4))):
            policies = [case.replace("V", "P") for case in cases]
            claims.set_today(month.next().first)
            with count_statements(claims.database) as sent:
                claims.run(calculate_month, composite_ids=cases)
                claims.run(open_run, month=month, on=claims.clock.today())
                claims.run(settle_policies, policy_numbers=policies, month=month)
            counts.append(sent)

        assert len(counts[0]) == len(counts[1]), counts[1].beyond(counts[0])
