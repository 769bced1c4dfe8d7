"""A whole platform with a fault: a failing dossier does not block others, and reporting continues while the bus is down."""
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import requests
from psycopg.types.json import Jsonb

from cli.demo.cast import Cast
from cli.demo.fresh_platform import fresh_platform
from cli.demo.opening import open_case
from cli.demo.steps import Steps
from cli.demo.story import story_after
from cli.people.html_forms import forms_of
from cli.people.person import Refused
from cli.platform.state import PlatformState
from cli.run.walking import PlatformTime
from shared.bus.factory import open_bus
from shared.events.base import topic_of
from shared.kernel.ids import new_id

ROOT = Path(__file__).resolve().parents[2]
FRIDAY, MONDAY = date(2026, 2, 27), date(2026, 3, 2)
SECONDS = 300
ANSWER_SECONDS = 5.0
"""Time limit of a page, with a margin for a busy machine."""
FLOOD = 5_000
GROWTH = {"postgresql": 40 * 2**20, "kafka": 200 * 2**20}
"""Bytes by which a worker may grow while the bus is down. With a silent broker the Kafka client keeps unanswered requests
until they time out after 30 seconds, about 100 MB; after that it does not grow."""
SAFE = "Alles wat u meldt, is veilig opgeslagen."

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(SECONDS)]


class LivePlatform:
    """A running platform with an employer, as used by its users and its operator."""

    def __init__(self, state: PlatformState) -> None:
        self.state = state
        self.time = PlatformTime(state.address)
        self.cast = Cast(state.address)
        self.employees = open_case(story_after(MONDAY), self.cast, self.time, Steps(prints=False)).employee_ids
        self._postgres = psutil.Process(next(one.pid for one in state.processes if one.role == "database")).cwd()

    def url(self, database: str) -> str:
        """URL of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self._postgres}"

    def sql(self, database: str, statement: str) -> Any:
        """Run a statement in a database."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            return connection.execute(statement)

    def ontzorg(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command on the platform."""
        return subprocess.run([sys.executable, "-m", "cli", *arguments, "--data", str(Path(self._postgres).parent)], cwd=ROOT,
                              capture_output=True, text=True, timeout=SECONDS, check=False)

    def report_sick(self, who: str) -> str:
        """Report sick over the API as the main contact; returns the absence number."""
        report = {"employee_id": self.employees[who], "first_sick_day": FRIDAY.isoformat(), "data_checked": True,
                  "third_party": "NO"}
        return str(self.cast.contact.post("absence", "/sick-reports", report)["absence_number"])

    def report_fit(self, number: str) -> None:
        """Report full recovery on Monday."""
        recovery = {"kind": "FULL", "first_fit_day": MONDAY.isoformat(), "data_checked": True}
        self.cast.contact.post("absence", f"/absences/{number}/recoveries", recovery)

    def dossier_of(self, number: str) -> dict[str, Any] | None:
        """The dossier in casework, or None."""
        try:
            return dict(self.cast.contact.get("casework", f"/dossiers/{number}"))
        except Refused as refusal:
            if refusal.status != 404:
                raise
            return None

    def page(self, path: str) -> requests.Response:
        """A page for the main contact, within the time limit."""
        answer = self.cast.contact.browser.get(self.state.address + path, timeout=30)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        assert answer.elapsed.total_seconds() < ANSWER_SECONDS, path
        return answer

    def report_sick_on_the_pages(self, who: str) -> str:
        """Report sick with the form as the main contact; returns the absence number."""
        path = f"/ziek-melden/{self.employees[who]}"
        form = next(one for one in forms_of(self.page(path).text, self.state.address + path)
                    if one.method == "post" and one.action.endswith(path))
        answers = {"gegevens": "kloppen", "derde": "nee", "vangnet": "nee", "actie": "versturen"}
        done = self.cast.contact.browser.post(form.action, data=form.filled(answers), timeout=30)
        assert "Uw ziekmelding is binnen" in done.text
        return done.url.rsplit("/", 1)[1]

    def memory_of(self, process: str) -> int:
        """Resident memory in bytes."""
        return int(psutil.Process(next(one.pid for one in self.state.processes if one.name == process)).memory_info().rss)

    @property
    def bus_url(self) -> str:
        """URL of the bus, to read what was sent."""
        if self.state.bus == "postgresql":
            return self.url("bus")
        settings = (Path(self._postgres).parent / "kafka" / "server.properties").read_text()
        return "kafka://" + settings.split("advertised.listeners=PLAINTEXT://")[1].split()[0]

    @contextmanager
    def bus_away(self) -> Iterator[None]:
        """Make the bus unavailable within the block: the log refuses connections, or the broker is paused."""
        if self.state.bus == "postgresql":
            self.sql("postgres", "ALTER DATABASE bus ALLOW_CONNECTIONS false")
            self.sql("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'bus'")
            try:
                yield
            finally:
                self.sql("postgres", "ALTER DATABASE bus ALLOW_CONNECTIONS true")
        else:
            broker = psutil.Process(next(one.pid for one in self.state.processes if one.role == "bus"))
            broker.suspend()
            try:
                yield
            finally:
                broker.resume()


@contextmanager
def opened(bus: str) -> Iterator[LivePlatform]:
    """A new platform, whose pages mention pending reports after one second."""
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("GATEWAY_WAITING_AFTER_SECONDS", "1")
        with fresh_platform(bus=bus, today=MONDAY, keep=False) as state:
            yield LivePlatform(state)


@pytest.fixture(scope="module")
def platform() -> Iterator[LivePlatform]:
    with opened("postgresql") as platform:
        yield platform


@pytest.fixture(scope="module", params=["postgresql", pytest.param("kafka", marks=pytest.mark.kafka)])
def platform_on_either_bus(request: pytest.FixtureRequest) -> Iterator[LivePlatform]:
    if request.param == "postgresql":
        yield request.getfixturevalue("platform")
    else:
        with opened(request.param) as platform:
            yield platform


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, f"waited a minute for {what}"
        time.sleep(0.1)


class TestParkedDossier:
    def test_blocks_no_other_and_is_released_in_order_once_the_cause_is_removed(self, platform: LivePlatform) -> None:
        platform.sql("casework", f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'secret of Anna' USING ERRCODE = '22000'; END $$;
            CREATE TRIGGER broken BEFORE INSERT ON dossier FOR EACH ROW
            WHEN (NEW.employee_id = '{platform.employees["anna"]}') EXECUTE FUNCTION refuse()""")
        anna, bram = platform.report_sick("anna"), platform.report_sick("bram")
        platform.time.wait_until_settled()
        platform.report_fit(anna)
        platform.time.wait_until_settled()

        listed = platform.ontzorg("parked", "list", "--service", "casework", "--json")
        one, = json.loads(listed.stdout)
        shown = platform.ontzorg("parked", "show", one["event_id"])
        too_soon = platform.ontzorg("parked", "release", one["event_id"])
        again, = json.loads(platform.ontzorg("parked", "list", "--service", "casework", "--json").stdout)
        page = platform.cast.staff("beheer").browser.get(f"{platform.state.address}/beheer/berichten").text
        state = platform.ontzorg("status")
        before = platform.dossier_of(anna), platform.dossier_of(bram)
        platform.sql("casework", "DROP TRIGGER broken ON dossier")
        released = platform.ontzorg("parked", "release", "--key", one["key"])
        platform.time.wait_until_settled()
        after = platform.dossier_of(anna)
        empty = platform.ontzorg("parked", "list")

        assert (one["service"], one["subject"], one["behind"], one["attempts"]) == ("casework", anna, 1, 1)
        assert "DataException" in shown.stdout
        assert "secret of Anna" not in shown.stdout + listed.stdout + page
        assert (too_soon.returncode, again["attempts"], again["behind"]) == (1, 2, 1)
        assert f"Dossier {anna}" in page
        assert "./ontzorg parked list" in state.stdout
        assert before[0] is None
        assert before[1] is not None
        assert released.returncode == 0, released.stderr
        assert after is not None
        assert after["absence_status"] == "RECOVERED"
        assert empty.stdout == "Nothing is parked: every event was handled.\n"

    def test_that_does_not_exist_is_wrong_input(self, platform: LivePlatform) -> None:
        unknown = platform.ontzorg("parked", "show", "unheard-of")

        assert unknown.returncode == 2
        assert unknown.stderr.startswith("No event unheard-of is parked")


class TestBusAway:
    def test_blocks_no_report_is_shown_and_keeps_every_event_in_order(self, platform_on_either_bus: LivePlatform) -> None:
        platform = platform_on_either_bus
        memory = platform.memory_of("absence-worker")
        with platform.bus_away():
            number = platform.report_sick_on_the_pages("carlijn")
            flood = fill_outbox(platform)
            done = f"/ziek-melden/gedaan/{number}"
            wait_until(lambda: SAFE in platform.page(done).text, "the pages to say what waits")
            noticed = {path: SAFE in platform.page(path).text for path in ("/", f"/dossier/{number}", "/uitkeringen")}
            state = platform.ontzorg("status")
            as_json = json.loads(platform.ontzorg("status", "--json").stdout)
            grown = platform.memory_of("absence-worker") - memory
            dossier = platform.dossier_of(number)
        platform.time.wait_until_settled()
        wait_until(lambda: SAFE not in platform.page(done).text, "the pages to say nothing any more")

        assert all(noticed.values()), noticed
        assert (state.returncode, "The bus is away: reports go on" in state.stdout) == (1, True)
        assert as_json["bus_away"]
        assert as_json["outbox_pending"] > FLOOD
        assert grown < GROWTH[platform.state.bus]
        assert dossier is None
        assert platform.dossier_of(number) is not None
        assert arrived(platform, "flood-") == flood


def fill_outbox(platform: LivePlatform) -> dict[str, list[str]]:
    """Insert `FLOOD` events of a type without subscribers; return their ids by key, in order."""
    headers = {"ce_specversion": "1.0", "ce_type": "nl.verzuim.absence.nothing.known.v9", "ce_source": "urn:nld:verzuim:absence",
               "ce_time": "2026-03-02T11:00:00+00:00"}
    written: dict[str, list[str]] = {}
    with psycopg.connect(platform.url("absence")) as connection, connection.cursor() as cursor:
        rows = []
        for count in range(FLOOD):
            key, event_id = f"flood-{count % 7}", new_id()
            written.setdefault(key, []).append(event_id)
            rows.append((count % 7, event_id, topic_of("absence"), key, headers["ce_type"],
                         Jsonb(headers | {"ce_id": event_id}), b"x" * 1000))
        cursor.executemany("INSERT INTO outbox (slot, event_id, topic, key, type, headers, payload, written_at) "
                           "VALUES (%s, %s, %s, %s, %s, %s, %s, now())", rows)
    return written


def arrived(platform: LivePlatform, prefix: str) -> dict[str, list[str]]:
    """Return the ids in the log by key, in the order in which a new reader receives them.

    An event that was published twice counts at its first position, as for the inbox of a reader.
    """
    bus = open_bus(platform.bus_url)
    subscription = bus.subscribe("onlooker", [topic_of("absence")])
    found: dict[str, dict[str, None]] = {}
    deadline = time.monotonic() + 60
    try:
        while sum(map(len, found.values())) < FLOOD and time.monotonic() < deadline:
            for record in subscription.poll(500, 1.0):
                if record.key.startswith(prefix):
                    found.setdefault(record.key, {})[dict(record.headers)["ce_id"].decode()] = None
            subscription.commit()
    finally:
        subscription.close()
        bus.close()
    return {key: list(ids) for key, ids in found.items()}
