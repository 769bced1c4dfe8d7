"""Temporary passwords."""
import random
from datetime import date

from services.identity.domain.login.password import check_password
from services.identity.domain.login.temporary_password import generate, valid_until


class TestTemporaryPassword:
    def test_is_valid_for_fourteen_days(self):
        assert valid_until(date(2024, 2, 20)) == date(2024, 3, 5)

    def test_follows_the_password_rules(self):
        choose = random.Random(7).choice

        for _ in range(200):
            password = generate(choose=choose, is_allowed=lambda text: not check_password("jdejong", text))
            assert check_password("jdejong", password) == ()

    def test_is_drawn_again_while_it_breaks_a_rule(self):
        choose, refused = random.Random(7).choice, []

        def is_allowed(text: str) -> bool:
            refused.append(text)
            return len(refused) == 3

        assert generate(choose=choose, is_allowed=is_allowed) == refused[2]

    def test_has_no_ambiguous_characters(self):
        choose = random.Random(7).choice
        drawn = "".join(generate(choose=choose, is_allowed=lambda _: True) for _ in range(300))

        assert not set(drawn) & set("0O1lIio")
