"""The limit of requests: at most so many in any minute, for each key by itself."""
import pytest

from services.gateway.edge.limits import SECONDS, MovingWindow


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def window(watch) -> MovingWindow:
    """Two a minute."""
    return MovingWindow(2, watch)


class TestMovingWindow:
    def test_admits_no_more_than_the_limit_within_a_minute(self, window):
        assert [window.admit("anna") is None for _ in range(4)] == [True, True, False, False]

    def test_says_after_how_many_seconds_the_next_is_admitted(self, window, watch):
        window.admit("anna")
        watch.now += 20
        window.admit("anna")

        assert window.admit("anna") == SECONDS - 20
        watch.now += SECONDS - 20
        assert window.admit("anna") is None

    def test_moves_along_with_each_admitted_one_and_does_not_begin_anew_each_minute(self, window, watch):
        window.admit("anna")
        watch.now += 59
        window.admit("anna")
        watch.now += 2

        assert window.admit("anna") is None
        assert window.admit("anna") is not None

    def test_does_not_count_what_it_refused(self, window, watch):
        window.admit("anna")
        window.admit("anna")
        for _ in range(5):
            watch.now += 10
            window.admit("anna")
        watch.now += 10

        assert window.admit("anna") is None

    def test_counts_each_key_by_itself(self, window):
        window.admit("anna")
        window.admit("anna")

        assert window.admit("bram") is None

    def test_forgets_keys_that_do_not_come_back(self, window, watch):
        for number in range(100):
            window.admit(f"address:{number}")
        watch.now += SECONDS + 1
        window.admit("anna")

        assert list(window._admitted) == ["anna"]
