"""Every event with a reader has a snapshot with the same effect on that reader; a request for a mail is done once."""
import pytest

from cli.contracts.publishing import event_classes
from shared.events.base import REGISTRY
from shared.events.mail import MailEvent
from shared.events.repair import RepairEvent
from shared.events.snapshot import Snapshot, facts_in
from tests.repair.platform import SERVICES, subscribers_of

SNAPSHOTS = [cls for cls in event_classes() if issubclass(cls, Snapshot)]
READ = [(service, event_type) for service in SERVICES
        for event_type in subscribers_of(service).types
        if not issubclass(REGISTRY[event_type], Snapshot | RepairEvent | MailEvent)]


class TestEveryEventThatIsRead:
    @pytest.mark.parametrize(("service", "event_type"), READ, ids=[" ".join(one) for one in READ])
    def test_is_covered_by_a_snapshot_of_its_topic_and_key(self, service, event_type):
        event_class = REGISTRY[event_type]

        found = [s for s in SNAPSHOTS if event_class in facts_in(s) | set(s.STANDS_FOR)]

        assert [(s.topic(), s.KEY) for s in found] == [(event_class.topic(), event_class.KEY)]
        assert subscribers_of(service).find(found[0].TYPE) is not None


class TestEverySnapshot:
    @pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=[s.TYPE for s in SNAPSHOTS])
    def test_holds_only_facts_of_its_own_topic_and_key(self, snapshot):
        assert {(fact.topic(), fact.KEY) for fact in facts_in(snapshot)} == {(snapshot.topic(), snapshot.KEY)}
