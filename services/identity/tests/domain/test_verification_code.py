"""The one-time code: validity, attempts and resends."""
from datetime import UTC, datetime, timedelta

import pytest

from services.identity.domain.login.code import TTL, Channel, CodeBook, CodeOutcome, IssuedCode, Sending, may_send

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
BOOK = CodeBook(b"a secret of the service")
SEED = "5eed"
SECOND = timedelta(seconds=1)


def issued(**changed: object) -> IssuedCode:
    return IssuedCode(**{"seed": SEED, "digest": BOOK.digest(SEED, BOOK.code(SEED)),  # type: ignore[arg-type]
                         "expires_at": NOW + TTL[Channel.SMS]} | changed)


def ago(**duration: int) -> datetime:
    return NOW - timedelta(**duration)


class TestCodeBook:
    def test_makes_six_digits(self):
        for number in range(200):
            code = BOOK.code(f"seed {number}")
            assert len(code) == 6
            assert code.isdigit()

    def test_derives_the_same_code_from_the_same_seed(self):
        assert BOOK.code(SEED) == BOOK.code(SEED)
        assert len({BOOK.code(f"seed {n}") for n in range(100)}) > 95

    def test_depends_on_the_secret(self):
        assert CodeBook(b"another").code(SEED) != BOOK.code(SEED)

    def test_accepts_and_repeats_codes_of_the_previous_secret(self):
        now = CodeBook(b"the new secret of the service", (BOOK.secret,))
        digest = BOOK.digest(SEED, BOOK.code(SEED))

        assert now.code_of(SEED, digest) == BOOK.code(SEED) != now.code(SEED)
        assert now.matches(SEED, digest, BOOK.code(SEED))
        assert not now.matches(SEED, digest, now.code(SEED))
        assert not CodeBook(now.secret).matches(SEED, digest, BOOK.code(SEED))

    def test_shows_neither_secret_nor_code(self):
        assert "secret" not in repr(BOOK)
        assert BOOK.code(SEED) not in BOOK.digest(SEED, BOOK.code(SEED))


class TestIssuedCode:
    @pytest.mark.parametrize(("channel", "minutes"), [(Channel.SMS, 5), (Channel.EMAIL, 10)])
    def test_expires_after_five_minutes_by_sms_and_ten_by_mail(self, channel: Channel, minutes: int):
        code = issued(expires_at=NOW + TTL[channel])
        end = NOW + timedelta(minutes=minutes)

        assert code.check(BOOK.code(SEED), book=BOOK, now=end - SECOND) is CodeOutcome.ACCEPTED
        assert code.check(BOOK.code(SEED), book=BOOK, now=end) is CodeOutcome.EXPIRED

    def test_allows_five_attempts(self):
        right = BOOK.code(SEED)

        assert issued(attempts=4).check(right, book=BOOK, now=NOW) is CodeOutcome.ACCEPTED
        assert issued(attempts=5).check(right, book=BOOK, now=NOW) is CodeOutcome.EXHAUSTED

    def test_works_once(self):
        assert issued(used=True).check(BOOK.code(SEED), book=BOOK, now=NOW) is CodeOutcome.INVALID

    @pytest.mark.parametrize("given", ["", "12345", "1234567", "abcdef", "000000"])
    def test_refuses_any_other_input(self, given: str):
        assert BOOK.code(SEED) != "000000"
        assert issued().check(given, book=BOOK, now=NOW) is CodeOutcome.INVALID

    def test_is_usable_until_it_is_used_exhausted_or_expired(self):
        assert issued().is_usable(NOW)
        assert not issued(used=True).is_usable(NOW)
        assert not issued(attempts=5).is_usable(NOW)
        assert not issued().is_usable(NOW + TTL[Channel.SMS])


class TestMaySend:
    def test_allows_the_first_at_once(self):
        assert may_send([], now=NOW) is Sending.ALLOWED

    @pytest.mark.parametrize(("seconds", "verdict"), [(59, Sending.TOO_SOON), (60, Sending.ALLOWED)])
    def test_is_refused_within_a_minute(self, seconds: int, verdict: Sending):
        assert may_send([ago(seconds=seconds)], now=NOW) is verdict

    def test_sends_five_times_an_hour(self):
        four = [ago(minutes=n) for n in (50, 40, 30, 20)]

        assert may_send(four, now=NOW) is Sending.ALLOWED
        assert may_send([*four, ago(minutes=10)], now=NOW) is Sending.TOO_MANY

    def test_ignores_messages_older_than_an_hour(self):
        later = [ago(minutes=n) for n in (50, 40, 30, 20)]

        assert may_send([ago(seconds=3599), *later], now=NOW) is Sending.TOO_MANY
        assert may_send([ago(seconds=3600), *later], now=NOW) is Sending.ALLOWED
