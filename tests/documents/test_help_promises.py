"""What the help page and the manual promise exists: each number in them is the one that the code or the law has."""
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.absence.queries.mutations import MAX_YEARS
from services.casework.domain.plan.facts import LEAVER_EVALUATION_ABOVE_DAYS
from services.casework.domain.plan.protocol import protocol
from services.claims.domain.legal_aid.legal_aid import is_free_of_charge
from services.claims.domain.payments.payday import PAY_WORKDAY
from services.gateway.view.overviews.kinds import KINDS
from services.identity.domain.accounts.rights import ALL_RIGHTS
from services.identity.domain.login import password
from shared.law import law

ROOT = Path(__file__).resolve().parents[2]
VIEW = ROOT / "services/gateway/view"
QUOTED = re.compile("[‘“]([^’”]{3,})[’”]")
TEMPLATES = ("services/gateway/templates", "services/identity/pages/templates")
NUMBER = re.compile(r"(?<!\w)(\d+|twee|drie|vier|vijf|zes|achtste|tien|twaalfde|één keer)(?!\w)")
LAW = law.on(date(2026, 11, 29))


def plan_days() -> int:
    return (LAW.problem_analysis_term + LAW.action_plan_term).days


def transition_rules() -> dict[date, int]:
    """The months of service that a transition payment asks, by the first day of the rule."""
    path = ROOT / "shared/law/figures/end_of_contract.toml"
    return {row["from"]: row["value"]["service_months"] for row in tomllib.loads(path.read_text())["transition_rule"]["rows"]}


PROMISES: dict[str, bool] = {
    "de twaalfde werkdag": PAY_WORKDAY == 12,
    "die u één keer gratis krijgt": is_free_of_charge(earlier_requests=0) and not is_free_of_charge(earlier_requests=1),
    "De eerste keer is kosteloos": is_free_of_charge(earlier_requests=0),
    "104 weken": LAW.wage_term.days == 104 * 7,
    "na twee jaar vindt": LAW.wage_term.days == 104 * 7,
    "na twee jaar ziekte": LAW.wage_term.days == 104 * 7,
    "in de achtste week": plan_days() == 8 * 7,
    "een dienstverband van twee jaar": transition_rules()[date(2019, 1, 1)] == 24,
    "De grens van twee jaar": transition_rules()[date(2019, 1, 1)] == 24,
    "1 januari 2020": transition_rules()[date(2020, 1, 1)] == 0,
    "zes overzichten": len(KINDS) == 6,
    "langer dan tien weken ziek": LEAVER_EVALUATION_ABOVE_DAYS == 10 * 7,
    "alle drie de rechten": len(ALL_RIGHTS) == 3,
    "heeft 8 tot en met 16 tekens": (password.SHORTEST, password.LONGEST) == (8, 16),
    "minstens drie van deze vier": password.LEAST_CATEGORIES == 3,
    "belt binnen vier werkdagen": protocol().versions["M02"][-1].count.working_days == 4,
    "hoogstens vijf jaar": MAX_YEARS == 5,
}

NO_PROMISES = ("de Hoge Raad van 8 november 2019", "typ drie letters")
"""A judgement, and how to use a search that takes any number of letters."""


def texts(content: Any) -> Iterator[str]:
    """Every text that people read."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for each in content:
            yield from texts(each)
    elif isinstance(content, dict):
        yield from texts([each for name, each in content.items() if name not in ("id", "path", "link", "contact")])


@pytest.fixture(scope="module")
def help_texts() -> list[str]:
    files = (VIEW / "questions.toml", VIEW / "manual/guide.toml")
    return [text for file in files for text in texts(tomllib.loads(file.read_text()))]


class TestHelp:
    def test_promises_no_number_that_is_not_kept(self, help_texts: list[str]) -> None:
        unknown = [text[max(0, found.start() - 30):found.end() + 30] for text in help_texts for found in NUMBER.finditer(text)
                   if not any(kept.start() <= found.start() and found.end() <= kept.end()
                              for promise in (*PROMISES, *NO_PROMISES) for kept in re.finditer(re.escape(promise), text))]

        assert unknown == []

    @pytest.mark.parametrize("promise", PROMISES)
    def test_keeps_its_promise(self, help_texts: list[str], promise: str) -> None:
        assert any(promise in text for text in help_texts), "nobody reads this"
        assert PROMISES[promise]

    def test_names_only_what_a_page_shows(self, help_texts: list[str]) -> None:
        named = {label for text in help_texts for label in QUOTED.findall(text)}
        pages = " ".join(file.read_text() for folder in TEMPLATES for file in (ROOT / folder).rglob("*.html")).casefold()

        assert named >= {"Melding wijzigen of intrekken", "Vraag er een aan"}
        assert {label for label in named if label.casefold() not in pages} == set()
