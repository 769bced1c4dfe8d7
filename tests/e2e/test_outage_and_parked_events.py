"""A whole platform with something broken in it: one dossier waits and all others flow; the bus goes away and nobody notices."""
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
"""For a page, on a machine that does other things too."""
FLOOD = 5_000
GROWTH = {"postgresql": 40 * 2**20, "kafka": 200 * 2**20}
"""Bytes that a worker may grow while the bus is away. A silent broker makes the Kafka client keep what it asked in vain until
its requests time out after 30 seconds, about 100 MB; then it grows no more."""
SAFE = "Alles wat u meldt, is veilig opgeslagen."

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(SECONDS)]


class House:
    """A running platform with an employer, as its people and its operator see it."""

    def __init__(self, state: PlatformState) -> None:
        self.state = state
        self.time = PlatformTime(state.address)
        self.cast = Cast(state.address)
        self.employees = open_case(story_after(MONDAY), self.cast, self.time, Steps(is_told=False)).employee_ids
        self._postgres = psutil.Process(next(one.pid for one in state.processes if one.role == "database")).cwd()

    def url(self, database: str) -> str:
        """Of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self._postgres}"

    def sql(self, database: str, statement: str) -> Any:
        """Run a statement there."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            return connection.execute(statement)

    def ontzorg(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A command on it."""
        return subprocess.run([sys.executable, "-m", "cli", *arguments, "--data", str(Path(self._postgres).parent)], cwd=ROOT,
                              capture_output=True, text=True, timeout=SECONDS, check=False)

    def report_sick(self, who: str) -> str:
        """The main contact reports over the API; the number of the absence."""
        report = {"employee_id": self.employees[who], "first_sick_day": FRIDAY.isoformat(), "data_checked": True,
                  "third_party": "NO"}
        return str(self.cast.contact.post("absence", "/sick-reports", report)["absence_number"])

    def report_fit(self, number: str) -> None:
        """The same person is better on Monday."""
        recovery = {"kind": "FULL", "first_fit_day": MONDAY.isoformat(), "data_checked": True}
        self.cast.contact.post("absence", f"/absences/{number}/recoveries", recovery)

    def dossier_of(self, number: str) -> dict[str, Any] | None:
        """As casework has it."""
        try:
            return dict(self.cast.contact.get("casework", f"/dossiers/{number}"))
        except Refused as refusal:
            if refusal.status != 404:
                raise
            return None

    def page(self, path: str) -> requests.Response:
        """A page as the main contact sees it; it must come soon."""
        answer = self.cast.contact.browser.get(self.state.address + path, timeout=30)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        assert answer.elapsed.total_seconds() < ANSWER_SECONDS, path
        return answer

    def report_sick_on_the_pages(self, who: str) -> str:
        """The main contact fills in the form; the number of the absence."""
        path = f"/ziek-melden/{self.employees[who]}"
        form = next(one for one in forms_of(self.page(path).text, self.state.address + path) if one.method == "post")
        answers = {"gegevens": "kloppen", "derde": "nee", "vangnet": "nee", "actie": "versturen"}
        done = self.cast.contact.browser.post(form.action, data=form.filled(answers), timeout=30)
        assert "Uw ziekmelding is binnen" in done.text
        return done.url.rsplit("/", 1)[1]

    def memory_of(self, process: str) -> int:
        """Resident bytes."""
        return int(psutil.Process(next(one.pid for one in self.state.processes if one.name == process)).memory_info().rss)

    @property
    def bus_url(self) -> str:
        """Where an onlooker reads what was sent."""
        if self.state.bus == "postgresql":
            return self.url("bus")
        settings = (Path(self._postgres).parent / "kafka" / "server.properties").read_text()
        return "kafka://" + settings.split("advertised.listeners=PLAINTEXT://")[1].split()[0]

    @contextmanager
    def bus_away(self) -> Iterator[None]:
        """Nobody reaches the bus meanwhile: the log takes no connections, or the broker stands still."""
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
def opened(bus: str) -> Iterator[House]:
    """A platform of its own; its pages speak of what waits after a second."""
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("GATEWAY_WAITING_AFTER_SECONDS", "1")
        with fresh_platform(bus=bus, today=MONDAY, keep=False) as state:
            yield House(state)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with opened("postgresql") as house:
        yield house


@pytest.fixture(scope="module", params=["postgresql", pytest.param("kafka", marks=pytest.mark.kafka)])
def house_on_either_bus(request: pytest.FixtureRequest) -> Iterator[House]:
    if request.param == "postgresql":
        yield request.getfixturevalue("house")
    else:
        with opened(request.param) as house:
            yield house


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, f"waited a minute for {what}"
        time.sleep(0.1)


class TestParkedDossier:
    def test_waits_alone_and_comes_back_in_order_once_its_cause_is_gone(self, house: House) -> None:
        house.sql("casework", f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'secret of Anna' USING ERRCODE = '22000'; END $$;
            CREATE TRIGGER broken BEFORE INSERT ON dossier FOR EACH ROW
            WHEN (NEW.employee_id = '{house.employees["anna"]}') EXECUTE FUNCTION refuse()""")
        anna, bram = house.report_sick("anna"), house.report_sick("bram")
        house.time.wait_until_settled()
        house.report_fit(anna)
        house.time.wait_until_settled()

        listed = house.ontzorg("parked", "list", "--service", "casework", "--json")
        one, = json.loads(listed.stdout)
        shown = house.ontzorg("parked", "show", one["event_id"])
        too_soon = house.ontzorg("parked", "release", one["event_id"])
        again, = json.loads(house.ontzorg("parked", "list", "--service", "casework", "--json").stdout)
        page = house.cast.staff("beheer").browser.get(f"{house.state.address}/beheer/berichten").text
        state = house.ontzorg("status")
        before = house.dossier_of(anna), house.dossier_of(bram)
        house.sql("casework", "DROP TRIGGER broken ON dossier")
        released = house.ontzorg("parked", "release", "--key", one["key"])
        house.time.wait_until_settled()
        after = house.dossier_of(anna)
        empty = house.ontzorg("parked", "list")

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

    def test_that_nobody_knows_is_wrong_input(self, house: House) -> None:
        unknown = house.ontzorg("parked", "show", "unheard-of")

        assert unknown.returncode == 2
        assert unknown.stderr.startswith("No event unheard-of is parked")


class TestBusAway:
    def test_stops_nobody_is_told_and_loses_and_swaps_nothing(self, house_on_either_bus: House) -> None:
        house = house_on_either_bus
        memory = house.memory_of("absence-worker")
        with house.bus_away():
            number = house.report_sick_on_the_pages("carlijn")
            flood = fill_outbox(house)
            done = f"/ziek-melden/gedaan/{number}"
            wait_until(lambda: SAFE in house.page(done).text, "the pages to say what waits")
            told = {path: SAFE in house.page(path).text for path in ("/", f"/dossier/{number}", "/uitkeringen")}
            state = house.ontzorg("status")
            as_json = json.loads(house.ontzorg("status", "--json").stdout)
            grown = house.memory_of("absence-worker") - memory
            dossier = house.dossier_of(number)
        house.time.wait_until_settled()
        wait_until(lambda: SAFE not in house.page(done).text, "the pages to say nothing any more")

        assert all(told.values()), told
        assert (state.returncode, "The bus is away: reports go on" in state.stdout) == (1, True)
        assert as_json["bus_away"]
        assert as_json["outbox_pending"] > FLOOD
        assert grown < GROWTH[house.state.bus]
        assert dossier is None
        assert house.dossier_of(number) is not None
        assert arrived(house, "flood-") == flood


def fill_outbox(house: House) -> dict[str, list[str]]:
    """Very many events of a type that nobody reads yet; their ids by key, in order."""
    headers = {"ce_specversion": "1.0", "ce_type": "nl.verzuim.absence.nothing.known.v9", "ce_source": "urn:nld:verzuim:absence",
               "ce_time": "2026-03-02T11:00:00+00:00"}
    written: dict[str, list[str]] = {}
    with psycopg.connect(house.url("absence")) as connection, connection.cursor() as cursor:
        rows = []
        for count in range(FLOOD):
            key, event_id = f"flood-{count % 7}", new_id()
            written.setdefault(key, []).append(event_id)
            rows.append((count % 7, event_id, topic_of("absence"), key, headers["ce_type"],
                         Jsonb(headers | {"ce_id": event_id}), b"x" * 1000))
        cursor.executemany("INSERT INTO outbox (slot, event_id, topic, key, type, headers, payload, written_at) "
                           "VALUES (%s, %s, %s, %s, %s, %s, %s, now())", rows)
    return written


def arrived(house: House, prefix: str) -> dict[str, list[str]]:
    """Ids in the log by key, in order, as a new reader gets them.

    One that was sent again after it stood there already counts where it stood first, as for the inbox of a reader.
    """
    bus = open_bus(house.bus_url)
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
