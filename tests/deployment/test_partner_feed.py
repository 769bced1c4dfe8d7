"""A partner on the cluster gets a topic and the right to read it, and signs in with a token."""
import pytest
import yaml

from cli.endings import WrongInput
from cli.generate.partner_feed import manifests
from tests.deployment.cluster import complaint

CLIENT = "arbo-noord"


class TestPartnerFeed:
    def test_is_accepted_by_the_schemas_of_strimzi(self):
        documents = list(yaml.safe_load_all(manifests(CLIENT)))

        assert [one["kind"] for one in documents] == ["KafkaTopic", "KafkaUser"]
        assert [found for found in map(complaint, documents) if found] == []

    def test_is_the_only_topic_that_the_partner_may_read(self):
        topic, user = yaml.safe_load_all(manifests(CLIENT))

        rules = user["spec"]["authorization"]["acls"]
        assert {(rule["resource"]["type"], rule["resource"]["name"]) for rule in rules} == {
            ("topic", topic["metadata"]["name"]), ("group", CLIENT), ("group", f"{CLIENT}-")}
        assert {operation for rule in rules for operation in rule["operations"]} == {"Read", "Describe"}

    def test_has_no_password(self):
        _, user = yaml.safe_load_all(manifests(CLIENT))

        assert user["metadata"]["name"] == CLIENT, "the subject of its tokens, by which Kafka knows it"
        assert "authentication" not in user["spec"]

    @pytest.mark.parametrize("name", ["claims", "Arbo", "arbo_noord", "-arbo", ""])
    def test_refuses_the_name_of_another_user(self, name):
        with pytest.raises(WrongInput, match="no name for a partner"):
            manifests(name)
