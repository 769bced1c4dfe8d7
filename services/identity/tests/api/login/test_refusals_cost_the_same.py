"""A refused login or request for a link costs the same whatever the reason, so that its time tells nothing about the account."""
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher

from services.identity import hashing
from services.identity.tests.conftest import CASEMANAGER, CLAIMS, Browser, Identity, Member
from shared.testing.statements import Statements, count_statements

WRONG = "Verkeerd-Geraden-1"
MOST_STATEMENTS = 1
"""By which refusals may differ: the update of a count. The one that locks out writes three more, once."""
NOBODY = replace(CASEMANAGER, username="nobody-of-ours", password=WRONG)


class CountingHasher(PasswordHasher):
    """Counts the hashes that it calculates, each with 158 ms of processor time in production."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.calculated = 0

    def hash(self, *given: Any, **named: Any) -> str:
        self.calculated += 1
        return super().hash(*given, **named)

    def verify(self, *given: Any) -> bool:
        self.calculated += 1
        return super().verify(*given)


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> CountingHasher:
    counting = CountingHasher()
    monkeypatch.setattr(hashing, "_hasher", counting)
    return counting


@contextmanager
def cost_of(hasher: CountingHasher, identity: Identity) -> Iterator[Statements]:
    """Counts the statements of the block, in which exactly one hash must be calculated."""
    before = hasher.calculated
    with count_statements(identity.database) as statements:
        yield statements
    assert hasher.calculated == before + 1


class TestRefusedLogin:
    def test_calculates_one_hash_and_writes_about_as_much_whatever_the_reason(self, identity: Identity, hasher: CountingHasher):
        costs: dict[str, int] = {}

        def refuse(reason: str, member: Member) -> None:
            browser = Browser(identity)
            page = browser.begin()
            browser.client.set_cookie(identity.settings.device_cookie_name, "of-somebody-else")
            with cost_of(hasher, identity) as statements:
                assert browser.enter_password(replace(member, password=WRONG), page).status_code == 401
            costs[reason] = len(statements)

        hashing.is_right_password(None, WRONG)
        refuse("unknown", NOBODY)
        for reason in ("first wrong", "second", "third", "fourth", "fifth wrong", "locked"):
            refuse(reason, CASEMANAGER)
        identity.block(identity.account("claims").id)
        refuse("blocked", CLAIMS)

        assert costs.pop("fifth wrong") - min(costs.values()) <= MOST_STATEMENTS + 3
        assert max(costs.values()) - min(costs.values()) <= MOST_STATEMENTS, costs

    def test_calculates_no_further_hash_for_the_first_unknown_name_of_a_process(self, identity: Identity, hasher: CountingHasher):
        hashing._dummy_hash.cache_clear()
        browser = Browser(identity)
        page = browser.begin()
        browser.enter_password(replace(CASEMANAGER, password=WRONG), page)

        with cost_of(hasher, identity):
            browser.enter_password(NOBODY, page)


class TestRequestForALink:
    def test_sends_the_same_statements_for_every_name(self, identity: Identity, browser: Browser):
        identity.block(identity.account("claims").id)
        sent = []
        for name in ("casemanager", "claims", "nobody-of-ours"):
            with count_statements(identity.database) as statements:
                assert browser.post("/wachtwoord-vergeten", username=name).status_code == 303
            sent.append(statements)

        assert sent[0] == sent[1] == sent[2]
        assert len(identity.messages(CASEMANAGER.email)) == 1
        assert identity.messages(CLAIMS.email) == []
