"""Every list of claims is paginated, and needs the same number of statements for one row and for thirty."""
from datetime import date
from typing import Any

import pytest

from services.claims.tests.conftest import employee, filed, state, work_through
from shared.events.casework import GuaranteeCondition, WageSanctionReported
from shared.kernel.vocabulary import ThirdParty
from shared.testing.service import EMPLOYER, Service
from shared.testing.statements import assert_same_number, count_statements

RIGHTS = ("EMPLOYEE_DATA", "SICK_REPORTS")
STAFF: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}
OWN: dict[str, Any] = {"rights": RIGHTS}
LISTS = [("/v1/claims", OWN), ("/v1/claims", STAFF), ("/v1/benefits", OWN), ("/v1/benefits", STAFF), ("/v1/payments", OWN),
         ("/v1/payments", STAFF), ("/v1/coming-payments", OWN), ("/v1/guarantees", OWN), ("/v1/recourse-files", OWN),
         ("/v1/recourse-files", STAFF)]


def fall_sick(service: Service, *numbers: int) -> None:
    """Employees with an absence each, a liable third party and a wage sanction."""
    for number in numbers:
        who = f"e-{number:02d}"
        service.deliver(
            employee(who), filed(state(f"V-{number:02d}", third_party=ThirdParty.YES), who),
            WageSanctionReported(
                absence_number=f"V-{number:02d}", employee_id=who, employer_id=EMPLOYER, sanction_id=f"w-{number:02d}",
                decision_on=date(2028, 1, 20), received_on=date(2028, 1, 20), reported_on=date(2028, 1, 21), weeks=8,
                start=date(2028, 2, 28), conditions=(GuaranteeCondition(code="TIMELY", holds=True),)))


def pay(service: Service) -> None:
    """Run jobs through the pay date of March, until April is estimated."""
    work_through(service, date(2026, 4, 21))


class TestEveryList:
    def test_takes_as_many_statements_for_thirty_rows_as_for_one(self, insured: Service) -> None:
        fall_sick(insured, *range(30))
        pay(insured)

        for path, who in LISTS:
            insured.get(path, **who)
            with count_statements(insured.database) as few:
                short = insured.get(path, query_string={"limit": 1}, **who).json["items"]
            with count_statements(insured.database) as many:
                long = insured.get(path, query_string={"limit": 30}, **who).json["items"]

            assert (path, len(short), len(long)) == (path, 1, 30)
            assert_same_number(few, many)

    def test_is_added_up_in_as_many_statements_for_thirty_cases_as_for_one(self, insured: Service) -> None:
        path, counted = "/v1/coming-payments/total", []
        for numbers in ([0], range(1, 30)):
            fall_sick(insured, *numbers)
            insured.set_today(date(2026, 4, 21))
            insured.get(path, **OWN)
            with count_statements(insured.database) as statements:
                total = insured.get(path, **OWN).json
            counted.append((total["count"], statements))

        assert [count for count, _ in counted] == [1, 30]
        assert_same_number(counted[0][1], counted[1][1])

    def test_gives_every_row_once_page_by_page(self, insured: Service) -> None:
        fall_sick(insured, *range(5))
        pay(insured)

        for path, who in LISTS:
            whole = insured.get(path, **who).json
            pages: list[Any] = []
            while not pages or pages[-1]["next"]:
                after = {"cursor": pages[-1]["next"]} if pages else {}
                pages.append(insured.get(path, query_string={"limit": 2} | after, **who).json)

            assert [len(page["items"]) for page in pages] == [2, 2, 1], path
            assert [item for page in pages for item in page["items"]] == whole["items"]
            assert whole["next"] is None

    def test_of_benefits_may_begin_with_the_newest_month(self, insured: Service) -> None:
        fall_sick(insured, *range(3))
        work_through(insured, date(2026, 5, 20))
        oldest = insured.get("/v1/benefits", **STAFF).json["items"]

        pages: list[Any] = []
        while not pages or pages[-1]["next"]:
            after = {"cursor": pages[-1]["next"]} if pages else {}
            pages.append(insured.get("/v1/benefits", query_string={"limit": 4, "order": "newest"} | after, **STAFF).json)

        newest = [item for page in pages for item in page["items"]]
        assert newest == oldest[::-1]
        assert (len(pages), len({item["month"] for item in newest})) == (2, 2)

    def test_finds_an_absence_by_its_number_in_either_case(self, insured: Service) -> None:
        fall_sick(insured, 1)
        pay(insured)

        listed = insured.get("/v1/benefits", query_string={"absenceNumber": "v-01"}, **OWN)
        one = insured.get("/v1/claims/v-01", **OWN)

        assert {row["absence_number"] for row in listed.json["items"]} == {"V-01"} == {one.json["absence_number"]}

    @pytest.mark.parametrize("path", ["/v1/benefits", "/v1/payments", "/v1/guarantees", "/v1/recourse-files"])
    def test_refuses_a_cursor_that_it_never_gave(self, insured: Service, path: str) -> None:
        for cursor in ("eA", "W10", "WyJ4Il0", "WzEsMl0", "bnVsbA", "é"):  # text, [], ["x"], [1,2], null, no base64
            answer = insured.get(f"{path}?cursor={cursor}", **OWN)

            assert (answer.status_code, answer.json["code"]) == (422, "cursor.invalid"), cursor


class TestPaymentRuns:
    def test_are_listed_page_by_page_without_the_content_of_their_files(self, insured: Service) -> None:
        fall_sick(insured, 1)
        work_through(insured, date(2026, 5, 20))

        with count_statements(insured.database) as sent:
            first = insured.get("/v1/payment-runs", query_string={"limit": 1}, **STAFF).json
        second = insured.get("/v1/payment-runs", query_string={"cursor": first["next"]}, **STAFF).json

        assert [run["run_id"] for run in first["items"] + second["items"]] == ["RUN-2026-02", "RUN-2026-03", "RUN-2026-04"]
        assert [run["has_file"] for run in first["items"] + second["items"]] == [False, True, True]
        assert not any("payment_file.content" in statement for statement in sent)
