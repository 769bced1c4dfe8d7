"""While the bus is down the portal accepts reports and shows a notice about delayed events."""
import threading

import pytest

from services.gateway.edge.upstream import Upstream, UpstreamAway
from services.gateway.pages.operations.waiting import ASKED, FRESH_SECONDS, Waiting
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER

SAFE = "Alles wat u meldt, is veilig opgeslagen."
LATE = {"outbox_pending": 3, "oldest_seconds": 42.0, "oldest_at": "2026-06-15T08:05:00+00:00", "parked": 0}
NOTHING = {"outbox_pending": 0, "oldest_seconds": 0.0, "oldest_at": None, "parked": 0}
PAGES = ("/", "/ziek-melden/gedaan/V-2026-0007", "/dossier/V-2026-0002", "/Verzuim/Verzuimdossier", "/uitkeringen",
         "/uitkeringen/V-2026-0002", "/ziek-melden/e-3")


@pytest.fixture
def fresh(platform):
    """The platform, whose gateway queries the backlog for every page."""
    known = platform.app.extensions["waiting"]
    platform.app.extensions["waiting"] = Waiting(Upstream(platform.settings), 10.0, monotonic=Ticking())
    yield platform
    platform.app.extensions["waiting"] = known


class Ticking:
    """A clock that advances a lot between two readings."""

    def __init__(self):
        self._now = 0.0

    def __call__(self):
        self._now += FRESH_SECONDS * 2
        return self._now


class TestPages:
    @pytest.mark.parametrize("path", PAGES)
    def test_say_since_when_and_how_much_waits(self, fresh, log_in, path):
        fresh.services.data["backlog"] = {"absence": LATE, "claims": LATE | {"oldest_at": "2026-06-15T09:00:00+00:00"}}

        page = log_in().get(fresh.url + path)

        assert page.status_code == 200
        assert SAFE in page.text
        assert "even weg, sinds maandag 15 juni om 10:05." in page.text
        assert "Er wachten nu 6 berichten, van alle bedrijven samen." in page.text

    @pytest.mark.parametrize("backlog", [NOTHING, LATE | {"oldest_seconds": 9.9}], ids=["nothing", "only just written"])
    @pytest.mark.parametrize("path", PAGES)
    def test_say_nothing_while_everything_flows(self, fresh, log_in, path, backlog):
        fresh.services.data["backlog"] = {"absence": backlog}

        assert SAFE not in log_in().get(fresh.url + path).text

    def test_say_it_to_staff_too(self, fresh, log_in):
        fresh.services.data["backlog"] = {"absence": LATE | {"outbox_pending": 5001}}

        page = log_in(CASEMANAGER).get(f"{fresh.url}/Verzuim/Verzuimdossier").text

        assert SAFE in page
        assert "Er wachten nu 5.001 berichten" in page

    @pytest.mark.parametrize("path", ["/ziek-melden/gedaan/V-2026-0007", "/dossier/V-2026-0007"])
    def test_promise_a_dossier_in_seconds_only_while_everything_flows(self, fresh, log_in, path):
        data, browser = fresh.services.data, log_in()
        data["dossiers"] = [one for one in data["dossiers"] if one["absence_number"] != "V-2026-0007"]
        flowing = browser.get(fresh.url + path).text
        data["backlog"] = {"absence": LATE}

        waiting = browser.get(fresh.url + path).text

        assert ("enkele seconden" in flowing, "enkele seconden" in waiting) == (True, False)
        assert "zodra de verbinding terug is" in waiting

    def test_tell_administrators_that_nothing_failed_but_not_that_all_flows(self, fresh, log_in):
        fresh.services.data["backlog"] = {"absence": LATE}

        page = log_in(ADMINISTRATOR).get(f"{fresh.url}/beheer/berichten").text

        assert "Niets zit vast" in page
        assert "Alles loopt" not in page

    def test_say_nothing_of_a_service_that_does_not_answer(self, fresh, log_in):
        fresh.services.slow["casework"] = 0.8

        page = log_in().get(f"{fresh.url}/uitkeringen")

        assert page.status_code == 200
        assert SAFE not in page.text


class TestFollowing:
    def test_says_nothing_again_as_long_as_nothing_changed(self, fresh, anonymous):
        fresh.services.data["backlog"] = {"absence": LATE}
        first = anonymous.get(f"{fresh.url}/wat-wacht")
        address = first.text.split('hx-get="')[1].split('"')[0]

        again = anonymous.get(fresh.url + address)

        assert (first.status_code, again.status_code) == (200, 204)
        assert SAFE in first.text

    def test_takes_the_message_away_once_all_has_arrived(self, fresh, anonymous):
        fresh.services.data["backlog"] = {"absence": LATE}
        address = anonymous.get(f"{fresh.url}/wat-wacht").text.split('hx-get="')[1].split('"')[0]
        fresh.services.data["backlog"] = {}

        after = anonymous.get(fresh.url + address)

        assert after.status_code == 200
        assert SAFE not in after.text
        assert 'id="wat-wacht"' in after.text

    def test_needs_no_session_and_keeps_none_alive(self, fresh, anonymous):
        answer = anonymous.get(f"{fresh.url}/wat-wacht")

        assert answer.status_code == 204
        assert not answer.cookies

    def test_begins_on_the_page_after_a_report(self, fresh, log_in):
        page = log_in().get(f"{fresh.url}/ziek-melden/gedaan/V-2026-0007").text

        assert 'hx-get="/wat-wacht' in page


class Counting:
    """Fake services that count queries; either all are reachable or none."""

    def __init__(self, is_away=False):
        self.asked, self.is_away = 0, is_away
        self._lock = threading.Lock()

    def send(self, service, method, path, **how):
        with self._lock:
            self.asked += 1
        if self.is_away:
            raise UpstreamAway(service)
        return self

    status_code = 200

    def json(self):
        return LATE


class TestWaiting:
    def test_asks_no_more_often_than_is_worth_it(self):
        services = Counting()
        waiting = Waiting(services, 10.0, monotonic=lambda: 100.0)

        found = [waiting.now() for _ in range(50)]

        assert services.asked == len(ASKED)
        assert found[0] == found[-1]
        assert found[0].count == 12

    def test_finds_nothing_where_nobody_answers(self):
        assert Waiting(Counting(is_away=True), 10.0).now() is None

    def test_never_holds_up_two_pages_for_one_look(self):
        held, reached = threading.Event(), threading.Event()

        class Slow(Counting):
            def send(self, *where, **how):
                reached.set()
                assert held.wait(20)
                return super().send(*where, **how)

        waiting = Waiting(Slow(), 10.0)
        first = threading.Thread(target=waiting.now)
        first.start()
        assert reached.wait(20)

        second = waiting.now()

        assert second is None
        assert first.is_alive()
        held.set()
        first.join(20)
