"""The platform clock, and identifiers that sort by time."""
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from shared.kernel.clock import FixedClock, PlatformClock, SystemClock, civil_date, noon
from shared.kernel.ids import ids_from, new_id

A_SECOND = timedelta(seconds=1)


class TestCivilDate:
    @pytest.mark.parametrize(("instant", "day"), [
        (datetime(2026, 1, 14, 22, 59, 59, tzinfo=UTC), date(2026, 1, 14)),
        (datetime(2026, 1, 14, 23, 0, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 7, 14, 21, 59, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 22, 0, tzinfo=UTC), date(2026, 7, 15)),
    ], ids=["winter before midnight", "winter midnight", "summer before midnight", "summer midnight"])
    def test_changes_at_midnight_in_amsterdam(self, instant, day):
        assert civil_date(instant) == day
        assert FixedClock(instant).today() == day

    @pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29), date(2026, 12, 31)])
    def test_of_noon_is_the_same_day_when_summer_time_starts_or_ends(self, day):
        assert civil_date(noon(day)) == day


class TestPlatformClock:
    def test_is_the_machines_time_without_a_file(self, tmp_path):
        clock = PlatformClock(tmp_path / "clock.json")

        assert abs(clock.now() - SystemClock().now()) < A_SECOND

    def test_moves_in_every_process_that_reads_the_file(self, tmp_path):
        web, worker = PlatformClock(tmp_path / "clock.json"), PlatformClock(tmp_path / "clock.json")
        worker.now()

        web.set(noon(date(2028, 2, 29)))

        assert worker.today() == web.today() == date(2028, 2, 29)

    def test_moves_again_for_a_process_that_has_read_the_file(self, tmp_path):
        web, worker = PlatformClock(tmp_path / "clock.json"), PlatformClock(tmp_path / "clock.json")
        seen = []
        for day in (date(2026, 1, 5), date(2027, 1, 4), date(2026, 6, 1)):
            web.set(noon(day))
            seen.append(worker.today())

        assert seen == [date(2026, 1, 5), date(2027, 1, 4), date(2026, 6, 1)]

    def test_continues_from_the_time_it_was_set_to(self, tmp_path):
        clock = PlatformClock(tmp_path / "clock.json")
        target = noon(date(2030, 1, 1))

        clock.set(target)

        first, second = clock.now(), clock.now()
        assert target - A_SECOND < first <= second < target + A_SECOND

    def test_leaves_no_temporary_file_behind(self, tmp_path):
        PlatformClock(tmp_path / "clock.json").set(noon(date(2030, 1, 1)))

        assert [path.name for path in tmp_path.iterdir()] == ["clock.json"]


class TestNewId:
    def test_is_a_uuid_of_version_7(self):
        identifier = uuid.UUID(new_id())

        assert identifier.version == 7
        assert identifier.variant == uuid.RFC_4122

    def test_carries_the_millisecond_in_which_it_was_made(self):
        before = SystemClock().now()

        made = datetime.fromtimestamp((uuid.UUID(new_id()).int >> 80) / 1000, UTC)

        assert before - A_SECOND < made < before + A_SECOND

    def test_sorts_as_text_by_the_time_it_was_made(self):
        identifiers = [new_id() for _ in range(2000)]

        milliseconds = [identifier[:13] for identifier in identifiers]
        assert milliseconds == sorted(milliseconds)

    def test_is_unique(self):
        assert len({new_id() for _ in range(2000)}) == 2000

    def test_comes_from_the_given_source_within_its_context(self):
        with ids_from(lambda: (1_700_000_000_000, 5)):
            first, second = new_id(), new_id()

        assert first == second == "018bcfe5-6800-7000-8000-000000000005"
        assert new_id() != first
