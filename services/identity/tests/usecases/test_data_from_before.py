"""Data of a platform from before devices and lock-outs by source is kept by the migrations."""
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from services.identity.hashing import is_right_password
from services.identity.usecases.accounts.seed_staff import PASSWORD
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import SystemClock

BEFORE = "0005"
"""The last migration with wrong answers on the account and the former published password."""
OWN = "Eigen-Keuze-12"


@pytest.fixture
def older(new_database: Callable[[str], str]) -> Iterator[sa.Engine]:
    url = new_database("identity_older")
    upgrade("identity", url, BEFORE)
    engine = Database(url, SystemClock()).engine
    with engine.begin() as connection:
        for key, password, failures in (("staff-claims", "Ontzorg-2026", 3), ("staff-vra", OWN, 0), ("acc-1", "Ontzorg-2026", 0)):
            connection.execute(sa.text(
                "INSERT INTO account (id, kind, state, username, email, phone, salutation, first_name, last_name, rights, roles,"
                " password_hash, failures, created_at, version) VALUES (:key, 'STAFF', 'ACTIVE', :key, :email,"
                " '+31612345678', 'Neutraal', 'A', 'B', '[]', '[]', :hash, :failures, now(), 1)"),
                {"key": key, "email": f"{key}@x.nl", "hash": PasswordHasher(1, 8, 1).hash(password), "failures": failures})
    upgrade("identity", url)
    yield engine
    engine.dispose()


class TestDataFromBefore:
    def test_keeps_own_passwords_and_replaces_the_published_one(self, older: sa.Engine):
        with older.connect() as connection:
            hashes = {row.id: row.password_hash for row in connection.execute(sa.text("SELECT id, password_hash FROM account"))}

        assert is_right_password(hashes["staff-claims"], PASSWORD)
        assert is_right_password(hashes["staff-vra"], OWN)
        assert is_right_password(hashes["acc-1"], "Ontzorg-2026")

    def test_counts_earlier_wrong_answers_for_all_unknown_devices(self, older: sa.Engine):
        with older.connect() as connection:
            rows = connection.execute(sa.text("SELECT account_id, source, failures FROM lockout")).all()

        assert [tuple(row) for row in rows] == [("staff-claims", "elsewhere", 3)]
