"""Commands on parked events, with fake services; tests/e2e uses the real ones."""
import pytest
from click.testing import CliRunner

from cli.commands import parked as command
from cli.people.administration import TOKEN, Administration, Parked
from cli.people.person import Refused

SERVICES = ("casework", "claims")


def event(event_id: str, **more):
    """A parked event in a service's response."""
    return {"event_id": event_id, "type": "nl.verzuim.absence.sick-report.filed.v1", "topic": "ontzorg.absence.v1",
            "key": f"key of {event_id}", "reason": "FAILED", "error": "ValueError: no", "attempts": 1, "sequence": 4,
            "parked_at": "2026-06-15T08:05:00+00:00", "correlation_id": "c-1", "subject": None, "behind": 0} | more


class Services:
    """Fake administrator at the gateway: has parked events, releases a limited number at a time, and some never."""

    def __init__(self, **parked):
        self.parked = {name: parked.get(name, []) for name in SERVICES}
        self.stuck, self.overtaken, self.dropped = set(), set(), []

    def list(self, service, path, key=None):
        return [one for one in self.parked[service] if key in (None, one["key"])]

    def get(self, service, path):
        for one in self.parked[service]:
            if path == f"/parked-events/{one['event_id']}":
                return {"event": one, "ahead": 0, "content": {"employee_id": "text"}, "waiting": []}
        raise Refused(404, "parked.unknown", "Dit staat niet vast.")

    def post(self, service, path, body):
        event_id = path.split("/")[2]
        if event_id in self.overtaken:
            raise Refused(404, "parked.unknown", "Dit staat niet vast.")
        found = next(one for one in self.parked[service] if one["event_id"] == event_id)
        if event_id in self.stuck:
            return {"released": 0, "waiting": found["behind"] + 1, "error": "ValueError: still"}
        if body is not None:
            self.dropped.append((service, event_id, body["explanation"]))
        if found["behind"] > 100:  # the service stops after a while; the rest waits for another call
            found["behind"] -= 100
            return {"released": 100, "waiting": found["behind"] + 1, "error": None}
        self.parked[service].remove(found)
        return {"released": found["behind"] + 1, "waiting": 0, "error": None}


class TestAdministration:
    def test_asks_again_until_a_long_queue_is_through(self):
        services = Services(claims=[event("e-1", behind=250)])

        outcome = Administration(services, SERVICES).release(Parked("claims", services.parked["claims"][0]))

        assert outcome == {"released": 251, "waiting": 0, "error": None}

    def test_stops_where_something_fails_again(self):
        services = Services(claims=[event("e-1", behind=2)])
        services.stuck.add("e-1")

        outcome = Administration(services, SERVICES).release(Parked("claims", services.parked["claims"][0]))

        assert outcome == {"released": 0, "waiting": 3, "error": "ValueError: still"}

    def test_finds_an_event_in_every_service_that_could_not_handle_it(self):
        services = Services(casework=[event("e-1")], claims=[event("e-1"), event("e-2")])

        found = Administration(services, SERVICES).find("e-1")

        assert [one.parked.service for one in found] == ["casework", "claims"]

    def test_drops_with_the_reason(self):
        services = Services(claims=[event("e-1")])

        Administration(services, SERVICES).drop(Parked("claims", services.parked["claims"][0]), "sent twice by hand")

        assert services.dropped == [("claims", "e-1", "sent twice by hand")]


class TestTable:
    def test_shows_a_key_in_two_lines_and_what_to_do(self):
        table = command.table_of([Parked("casework", event("e-1", subject="V-2026-000123", behind=3))])

        assert table.splitlines() == [
            "SERVICE    ABOUT                  SINCE            BEHIND TRIED  EVENT",
            "casework   V-2026-000123          2026-06-15T08:05      3     1  e-1",
            "  nl.verzuim.absence.sick-report.filed.v1: ValueError: no",
            "1 key waits; all others flow on. Explain one: ./ontzorg parked show EVENT"]

    def test_of_nothing_says_so(self):
        assert command.table_of([]) == "Nothing is parked: every event was handled."


class TestReleasingAll:
    def test_goes_on_where_somebody_else_was_earlier(self, capsys):
        services = Services(casework=[event("e-1")], claims=[event("e-2")])
        services.overtaken.add("e-1")
        administration = Administration(services, SERVICES)

        done = [command._is_released(administration, one, is_alone=False) for one in administration.list_keys()]

        assert done == [True, True]
        assert "casework key of e-1: released or dropped meanwhile by somebody else" in capsys.readouterr().err
        assert services.parked["claims"] == []


class TestCommandLine:
    @pytest.mark.parametrize("arguments", [[], ["e-1", "--all"], ["--key", "k", "--all"]])
    def test_release_wants_to_know_what(self, arguments):
        result = CliRunner().invoke(command.parked, ["release", *arguments])

        assert result.exit_code == 2
        assert "Give an event id, --key, or --all." in result.output

    def test_drop_wants_a_reason(self):
        assert CliRunner().invoke(command.parked, ["drop", "e-1"]).exit_code == 2

    def test_says_that_no_platform_runs(self, tmp_path):
        result = CliRunner().invoke(command.parked, ["list", "--data", str(tmp_path)])

        assert result.exit_code == 2
        assert "No platform runs" in result.output

    def test_says_that_nothing_listens_at_an_address(self):
        result = CliRunner().invoke(command.parked, ["list", "--address", "http://127.0.0.1:9"], env={TOKEN: "a token"})

        assert result.exit_code == 1
        assert "does not answer" in result.output
