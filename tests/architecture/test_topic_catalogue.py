"""The catalogue of topics agrees with the code, and the manifests agree with the catalogue."""
import importlib

import pytest

from cli.contracts.publishing import event_classes
from cli.run import topics
from shared.bus.catalogue import MAIL, REPAIR, TOPICS, partner_topic, rights, topics_of
from shared.kernel.services import NAMES
from shared.messaging.subscribers import Subscribers


def topics_read_by(service: str) -> set[str]:
    """Return the topics of a service's subscribers, and the repair topic if it requests repair."""
    subscribers: Subscribers = importlib.import_module(f"services.{service}.subscribers").subscribers
    return set(subscribers.topics) | {REPAIR}


class TestCatalogue:
    @pytest.mark.parametrize("service", NAMES)
    def test_names_each_service_as_reader_of_what_it_reads_and_of_nothing_else(self, service):
        assert {topic.name for topic in TOPICS if service in topic.readers} == topics_read_by(service)

    def test_names_the_topic_of_every_event_with_its_producer_as_writer(self):
        writers = {topic.name: topic.writers for topic in TOPICS}

        assert {cls.topic() for cls in event_classes()} == writers.keys()
        for cls in event_classes():
            assert cls.topic() == REPAIR or writers[cls.topic()] == (cls.producer(),)

    def test_lets_only_the_owner_write_and_only_readers_read(self):
        granted = {(right.user, right.name, operation) for right in rights() for operation in right.operations}

        for topic in TOPICS:
            for service in NAMES:
                assert ((service, topic.name, "Write") in granted) == (service in topic.writers)
                assert ((service, topic.name, "Read") in granted) == (service in topic.readers)

    def test_gives_a_partner_its_own_feed_and_groups_and_nothing_else(self):
        granted = [right for right in rights((partner_topic("arbo-noord"),)) if right.user == "arbo-noord"]

        assert {(right.resource, right.name, right.pattern) for right in granted} == {
            ("topic", "ontzorg.partner.arbo-noord.v1", "literal"),
            ("group", "arbo-noord", "literal"), ("group", "arbo-noord-", "prefixed")}
        assert {operation for right in granted for operation in right.operations} == {"Read", "Describe"}

    @pytest.mark.parametrize("name", ["claims", "claims-later", "admin", "broker", "", "Arbo", "arbo.noord", "arbo-", "*"])
    def test_takes_no_partner_whose_name_is_somebody_elses(self, name):
        with pytest.raises(ValueError, match="is no name for a partner"):
            partner_topic(name)

    def test_gives_no_rights_by_which_one_partner_could_use_the_groups_of_another(self):
        with pytest.raises(ValueError, match="arbo could use the groups of arbo-noord"):
            rights((partner_topic("arbo"), partner_topic("arbo-noord")))

    def test_tells_a_worker_only_of_what_it_may_see(self):
        assert {topic.name for topic in topics_of("identity")} == {
            "ontzorg.billing.v1", "ontzorg.identity.v1", MAIL, REPAIR}


class TestManifest:
    def test_is_what_the_catalogue_says(self):
        assert topics.MANIFEST.read_text() == topics.manifest(), "run: python -m cli.run.topics write"
