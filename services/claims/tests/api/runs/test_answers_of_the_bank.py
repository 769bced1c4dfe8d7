"""The bank's answers to a file: confirmed, refused and back to people, and nothing twice."""
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.claims.tests.api.runs.conftest import PAY_DATE, Desk
from shared.events.claims import BenefitPaid
from shared.testing.service import Service

OpenRun = Callable[..., Desk]
CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
PAIN = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
REFUSED = (f'<Document xmlns="{PAIN}"><R><OrgnlGrpInfAndSts><OrgnlMsgId>RUN-2026-03</OrgnlMsgId></OrgnlGrpInfAndSts><P>'
           '<TxInfAndSts><OrgnlEndToEndId>RUN-2026-03-P-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>'
           "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts></P></R></Document>")


def entry(reference: str, amount: str = "1920.00", *, bank: str = "B1", returned: str = "", batch: str = "",
          sign: str = "DBIT") -> str:
    """A booked entry of a statement."""
    refs = f"<EndToEndId>{reference}</EndToEndId>" if reference else ""
    back = f"<RtrInf><Rsn><Cd>{returned}</Cd></Rsn></RtrInf>" if returned else ""
    many = f"<Btch><PmtInfId>{batch}</PmtInfId></Btch>" if batch else ""
    details = f"<NtryDtls>{many}" + (f"<TxDtls><Refs>{refs}</Refs>{back}</TxDtls>" if refs else "") + "</NtryDtls>"
    return (f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
            f"<BookgDt><Dt>2026-04-20</Dt></BookgDt><AcctSvcrRef>{bank}</AcctSvcrRef>{details}</Ntry>")


def statement(*entries: str, number: str = "S1") -> str:
    """A statement of the account from which runs are paid."""
    return (f'<Document xmlns="{CAMT}"><B><Stmt><Id>{number}</Id><Acct><Id><IBAN>NL44RABO0123456789</IBAN></Id></Acct>'
            f'{"".join(entries)}</Stmt></B></Document>')


def answer(claims: Service, content: str) -> Any:
    """Read a file of the bank."""
    return claims.request("POST", "/v1/bank-answers", data=content.encode(), roles=("insurer_claims",), employer_id=None,
                          account_id="karim")


def counts(found: Any) -> tuple[int, int, int, bool]:
    """Confirmed, refused, unknown, and whether the file was known."""
    return tuple(found.json[name] for name in ("confirmed", "refused", "unmatched", "is_known"))  # type: ignore[return-value]


@pytest.fixture
def paid(open_run: OpenRun, claims: Service) -> Desk:
    """A run that was paid: 3,840.00 to P-1 and 1,920.00 to P-2."""
    desk = open_run("10000.00")
    claims.run_jobs(PAY_DATE)
    return desk


class TestAStatement:
    def test_confirms_what_the_bank_booked_once(self, paid: Desk, claims: Service) -> None:
        content = statement(entry("RUN-2026-03-P-1", "3840.00"), entry("RUN-2026-03-P-2", bank="B2"), entry("ANDERS", bank="B3"))

        found = [counts(answer(claims, content)) for _ in range(2)]
        again = counts(answer(claims, statement(entry("RUN-2026-03-P-1", "3840.00"), number="S2")))

        assert found == [(2, 0, 1, False), (0, 0, 0, True)]
        assert again == (0, 0, 0, False)
        assert [paid.see()[name] for name in ("sent", "confirmed", "refused")] == [2, 2, 0]

    def test_confirms_a_file_that_was_booked_as_one_batch(self, paid: Desk, claims: Service) -> None:
        assert counts(answer(claims, statement(entry("", "5760.00", batch="RUN-2026-03-1")))) == (2, 0, 0, False)

    def test_does_not_confirm_another_amount(self, paid: Desk, claims: Service) -> None:
        assert counts(answer(claims, statement(entry("RUN-2026-03-P-1", "3839.99")))) == (0, 0, 0, False)

    def test_gives_a_payment_that_came_back_to_people(self, paid: Desk, claims: Service) -> None:
        found = counts(answer(claims, statement(entry("RUN-2026-03-P-2", returned="AC04", sign="CRDT"))))

        (aside,) = paid.see("/lines?list=ASIDE")["items"]
        assert (found, aside["refusal"], aside["until"]) == ((0, 1, 0, False), "AC04", None)


class TestARefusal:
    def test_sets_all_payments_of_the_transfer_aside_until_a_person_offers_them_again(self, paid: Desk, claims: Service) -> None:
        claims.forget_published()
        found = [counts(answer(claims, REFUSED)), counts(answer(claims, REFUSED + " "))]
        aside = [line["payment"]["payment_reference"] for line in paid.see("/lines?list=ASIDE")["items"]]
        claims.run_jobs(date(2026, 4, 22))
        before = claims.published(BenefitPaid)

        paid.act(f"/lines/{aside[0]}/put-back")
        claims.run_jobs(date(2026, 4, 23))

        assert (found, len(aside), before) == ([(0, 1, 0, False), (0, 0, 0, False)], 2, [])
        assert [(event.payment_reference, str(event.amount)) for event in claims.published(BenefitPaid)] == [
            ("RUN-2026-03-2-P-1", "3840.00")]

    def test_before_the_pay_date_stops_the_payment(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run("10000.00")
        desk.act("/files")

        answer(claims, REFUSED)

        claims.run_jobs(PAY_DATE)
        assert [event.payment_reference for event in claims.published(BenefitPaid)] == ["RUN-2026-03-P-2"]

    def test_of_the_whole_file_sets_everything_aside(self, paid: Desk, claims: Service) -> None:
        whole = (f'<Document xmlns="{PAIN}"><R><OrgnlGrpInfAndSts><OrgnlMsgId>RUN-2026-03</OrgnlMsgId><GrpSts>RJCT</GrpSts>'
                 "</OrgnlGrpInfAndSts></R></Document>")

        assert counts(answer(claims, whole)) == (0, 2, 0, False)


class TestAFileThatIsNone:
    @pytest.mark.parametrize("content", [
        "", "x", "<a", '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        statement(entry("A", "1,00")), statement(entry("A", "99999999999999.00")), statement(entry("A")).replace("EUR", "USD"),
        statement(entry("A")).replace("2026-04-20", "2026-04-31")],
        ids=["empty", "text", "broken", "another message", "entities", "comma", "too large", "dollars", "no date"])
    def test_is_refused_and_changes_nothing(self, claims: Service, content: str) -> None:
        found = answer(claims, content)

        assert (found.status_code, found.json["code"]) == (422, "bank_file.unreadable")

    def test_is_read_for_claims_alone(self, claims: Service) -> None:
        refused = claims.request("POST", "/v1/bank-answers", data=b"x", roles=("insurer_billing",), employer_id=None)

        assert refused.status_code == 403
