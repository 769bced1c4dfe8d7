"""Commands on items that jobs set aside, with fake services."""
import pytest
from click.testing import CliRunner

from cli.commands import set_aside as command
from cli.people.administration import TOKEN
from cli.people.person import Refused


def item(item_id: int, **more):
    """An item in a service's response."""
    return {"id": item_id, "job": "invoice-arbo", "item": f"P-{item_id}", "business_date": "2026-03-02", "kind": "REFUSED",
            "reason": "Vul een arbotarief van nul euro of hoger in.", "tries": 1, "first_tried_at": "2026-03-02T11:00:00+00:00",
            "last_tried_at": "2026-03-02T11:00:00+00:00", "next_try_at": None, "correlation_id": "c-1"} | more


class Services:
    """Fake administrator at the gateway: has items, some of which always fail."""

    def __init__(self, **items):
        self.items = {name: items.get(name, []) for name in ("absence", "billing", "casework", "claims", "identity")}
        self.stuck, self.resolved = set(), []

    def list(self, service, path):
        assert path == "/set-aside-items"
        return list(self.items[service])

    def get(self, service, path):
        return self._find(service, int(path.split("/")[2]))

    def post(self, service, path, body):
        found, action = self._find(service, int(path.split("/")[2])), path.split("/")[3]
        if action == "resolve":
            self.resolved.append((found["id"], body["explanation"]))
        elif found["id"] in self.stuck:
            return {"is_done": False, "dates": 0, "reason": found["reason"]}
        self.items[service].remove(found)
        return {"is_done": True, "dates": 1, "reason": None}

    def _find(self, service, item_id):
        found = next((one for one in self.items[service] if one["id"] == item_id), None)
        if found is None:
            raise Refused(404, "set_aside.unknown", "Dit onderdeel staat niet (meer) apart.")
        return found


@pytest.fixture
def services():
    return Services(billing=[item(1), item(2)], absence=[item(1, job="settle-absences", item="E-1")])


@pytest.fixture
def run(services, monkeypatch):
    """Run a command against these services."""
    monkeypatch.setenv(TOKEN, "token")
    monkeypatch.setattr(command, "administrator_at", lambda address: services)

    def run(*arguments):
        return CliRunner().invoke(command.set_aside, [*arguments, "--address", "http://elsewhere"])

    return run


class TestList:
    def test_shows_every_item_with_its_reason(self, run):
        output = run("list").output

        assert [name in output for name in ("billing/1", "billing/2", "absence/1")] == [True] * 3
        assert "REFUSED: Vul een arbotarief" in output

    def test_of_nothing_says_so(self, run, services):
        services.items = {name: [] for name in services.items}

        assert "every item of every job was handled" in run("list").output


class TestRetry:
    def test_of_one_item_leaves_the_others(self, run, services):
        result = run("retry", "billing/2")

        assert result.exit_code == 0
        assert [one["id"] for one in services.items["billing"]] == [1]

    def test_that_fails_again_exits_1(self, run, services):
        services.stuck = {2}

        result = run("retry", "--all")

        assert result.exit_code == 1
        assert "failed again: Vul een arbotarief" in result.output
        assert services.items["absence"] == []

    @pytest.mark.parametrize("arguments", [["retry"], ["retry", "billing/1", "--all"], ["retry", "billing/9"],
                                           ["retry", "nobody/1"], ["retry", "billing/x"]])
    def test_of_what_is_not_there_exits_2(self, run, arguments):
        assert run(*arguments).exit_code == 2


class TestResolve:
    def test_closes_the_item_with_the_explanation(self, run, services):
        result = run("resolve", "billing/1", "--because", "invoiced by hand")

        assert result.exit_code == 0
        assert services.resolved == [(1, "invoiced by hand")]
