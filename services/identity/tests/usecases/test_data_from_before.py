"""Data of a platform from before devices and lock-outs by source is kept by the migrations."""
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from services.identity.hashing import digest, is_right_password
from services.identity.usecases.accounts.seed_staff import PASSWORD
from services.identity.usecases.factors.recovery_codes import find_recovery_code
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


class TestRecoveryCodesFromBefore:
    def test_keep_working_once_they_are_salted(self, new_database: Callable[[str], str]):
        url = new_database("identity_codes")
        upgrade("identity", url, "0020")
        database = Database(url, SystemClock())
        with database.engine.begin() as connection:
            connection.execute(sa.text(
                "INSERT INTO account (id, kind, state, username, email, phone, salutation, first_name, last_name, roles,"
                " created_at, version, access_generation) VALUES ('acc-1', 'STAFF', 'ACTIVE', 'acc-1', 'a@x.nl', '+31612345678',"
                " 'Neutraal', 'A', 'B', '[]', now(), 1, 0)"))
            for code, used_at in (("k7m2qx9d4h", None), ("aaaaabbbbb", SystemClock().now())):
                connection.execute(sa.text("INSERT INTO recovery_code (digest, account_id, issued_at, used_at)"
                                           " VALUES (:digest, 'acc-1', now(), :used)"),
                                   {"digest": digest(f"acc-1:{code}"), "used": used_at})

        upgrade("identity", url)

        with database.reading() as session:
            found = [find_recovery_code(session, "acc-1", code) for code in ("K7M2Q-X9D4H", "aaaaa-bbbbb", "k7m2q-x9d4j")]
            assert [row is not None for row in found] == [True, False, False]
            assert found[0].digest != digest("acc-1:k7m2qx9d4h")
        database.dispose()
