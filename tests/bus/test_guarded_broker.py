"""Access rights on an Apache Kafka that requires sign-in, and the error messages for operators."""
import time
from contextlib import closing

import pytest

from cli.run.kafka_security import ADMIN, write_certificates
from shared.bus.catalogue import REPAIR, partner_topic, rights, service_topic
from shared.bus.factory import open_bus
from shared.bus.port import BusError, Message, PublishError, Subscription
from shared.bus.tests.reading import drain, wait_until
from tests.bus.conftest import OTHER_PARTNER, PARTNER

pytestmark = pytest.mark.kafka

CASEWORK, CLAIMS, ABSENCE = service_topic("casework"), service_topic("claims"), service_topic("absence")
FEED, OTHER_FEED = partner_topic(PARTNER).name, partner_topic(OTHER_PARTNER).name


class TestService:
    def test_writes_and_reads_the_topics_granted_by_the_catalogue(self, as_service):
        casework, claims = as_service("casework"), as_service("claims")

        casework.publish([Message(CASEWORK, "A-1", b"opened"), Message(REPAIR, "A-1", b"asked")])

        with closing(claims.subscribe("claims", [CASEWORK, REPAIR], "0")) as subscription:
            assert {record.value for record in drain(subscription, 2)} == {b"opened", b"asked"}
        assert sum(end - position for position, end in claims.lag("claims", [CASEWORK, REPAIR]).values()) == 0

    def test_may_not_write_to_the_topic_of_another_service(self, as_service):
        claims = as_service("claims")

        with pytest.raises(PublishError) as refused:
            claims.publish([Message(CASEWORK, "A-1", b"forged")])

        assert str(refused.value.cause) == f"user claims has no right to write to {CASEWORK}"

    def test_keeps_writing_to_its_own_topic_after_a_refusal(self, as_service):
        claims = as_service("claims")
        with pytest.raises(PublishError):
            claims.publish([Message(CASEWORK, "A-1", b"forged")])

        claims.publish([Message(CLAIMS, "A-1", b"paid")])

    def test_stores_no_later_message_with_the_key_of_a_refused_one(self, guarded, as_service):
        casework, topic = as_service("casework"), "ontzorg.partner.arbo-west.v1"
        with closing(open_bus(guarded.url(ADMIN))) as operator:
            operator.ensure_topics({topic: 1})
            operator.administration.limit(topic, "10000")

            with pytest.raises(PublishError) as refused:
                casework.publish([Message(topic, "A-1", b"x" * size) for size in (10, 300_000, 300_000, *[100] * 50)])

            assert operator.lag("nobody", [topic])[topic, 0][1] <= 1
        assert len(refused.value.failed) >= 52

    def test_may_not_see_a_topic_that_it_does_not_read(self, as_service):
        with pytest.raises(BusError, match=rf"^user claims has no right to use the topic {FEED}$"):
            as_service("claims").subscribe("claims", [CASEWORK, FEED])

    def test_may_not_use_the_group_of_another_service(self, as_service):
        with (closing(as_service("claims").subscribe("casework", [CASEWORK])) as subscription,
              pytest.raises(BusError, match=rf"^user claims has no right to read {CASEWORK} as group casework, as it")):
            _poll_until_refused(subscription)

    def test_may_not_create_a_missing_topic(self, as_service):
        with pytest.raises(BusError, match=r"^user claims has no right to create a topic that is missing: .*topics create"):
            as_service("claims").ensure_topics({CASEWORK: 6, "ontzorg.unknown.v1": 6})

    def test_needs_no_right_to_ensure_existing_topics(self, as_service):
        as_service("claims").ensure_topics({CASEWORK: 6, CLAIMS: 6, REPAIR: 6})

    def test_gets_an_error_while_reading_when_its_right_is_revoked(self, guarded, as_service):
        with closing(open_bus(guarded.url(ADMIN))) as operator, closing(
                as_service("claims").subscribe("claims-later", [CASEWORK])) as subscription:
            subscription.poll(timeout=5)
            right, = (each for each in rights() if (each.user, each.name) == ("claims", CASEWORK))
            operator.administration.withdraw([right])
            try:
                with pytest.raises(BusError, match=rf"^user claims has no right to read {CASEWORK} as group claims-later$"):
                    _poll_until_refused(subscription)
            finally:
                operator.administration.grant([right])


class TestPassword:
    def test_that_is_wrong_fails_at_once(self, guarded):
        with closing(open_bus(guarded.url("claims", password="wrong"))) as bus:
            started = time.monotonic()

            with pytest.raises(BusError, match=r"does not let user claims in: the password is wrong, or it knows no such user$"):
                bus.lag("claims", [CASEWORK])

            assert time.monotonic() - started < 5

    def test_appears_in_no_message_and_no_repr(self, guarded):
        with closing(open_bus(guarded.url("claims", password="very-secret"))) as bus, pytest.raises(BusError) as refused:
            bus.lag("claims", [CASEWORK])

        assert "very-secret" not in f"{refused.value!r} {refused.value.__cause__!r} {vars(bus)!r}"

    def test_in_a_missing_file_fails_with_the_name_of_the_file(self, guarded):
        with closing(open_bus(f"{guarded.broker.url}?user=claims&password_file=/nowhere/x")) as bus, pytest.raises(
                BusError, match=r"^password_file /nowhere/x cannot be read: No such file or directory$"):
            bus.lag("claims", [CASEWORK])


class TestCertificate:
    def test_of_an_untrusted_authority_is_refused(self, guarded, tmp_path):
        write_certificates(tmp_path / "ca.pem", tmp_path / "broker.pem")

        with closing(open_bus(guarded.url("claims", ca_file=tmp_path / "ca.pem"))) as bus, pytest.raises(
                BusError, match=r"^the certificate of .* is not to be trusted by .*ca.pem: "):
            bus.lag("claims", [CASEWORK])


    def test_is_checked_on_a_broker_that_is_up(self, guarded):
        host, _, options = guarded.url("claims").removeprefix("kafka://").partition("?")

        with closing(open_bus(f"kafka://127.0.0.1:9,{host}?{options}")) as bus:
            assert bus.lag("claims", [CASEWORK])


class TestPartner:
    def test_reads_its_own_feed_with_a_token_of_identity(self, guarded, provider, as_service):
        with (closing(open_bus(guarded.url_for_tokens, tokens=provider.token)) as bus,
              closing(bus.subscribe(f"{PARTNER}-planning", [FEED])) as subscription):
            as_service("casework").publish([Message(FEED, "A-1", b"plan"), Message(OTHER_FEED, "A-2", b"not theirs")])
            assert ("A-1", b"plan") in drain_until(subscription, "A-1")

    @pytest.mark.parametrize("topic", [OTHER_FEED, CASEWORK, REPAIR])
    def test_may_not_read_any_other_topic(self, guarded, provider, topic):
        with (closing(open_bus(guarded.url_for_tokens, tokens=provider.token)) as bus,
              pytest.raises(BusError, match=rf"^user {PARTNER} has no right to use the topic {topic}$")):
            bus.subscribe(f"{PARTNER}-planning", [topic])

    def test_may_not_use_groups_of_others(self, guarded, provider):
        with (closing(open_bus(guarded.url_for_tokens, tokens=provider.token)) as bus,
              closing(bus.subscribe("claims", [FEED])) as subscription,
              pytest.raises(BusError, match=rf"^user {PARTNER} has no right to read {FEED} as group claims")):
            _poll_until_refused(subscription)

    def test_may_not_write(self, guarded, provider):
        with closing(open_bus(guarded.url_for_tokens, tokens=provider.token)) as bus, pytest.raises(PublishError) as refused:
            bus.publish([Message(FEED, "A-1", b"forged")])

        assert str(refused.value.cause) == f"user {PARTNER} has no right to write to {FEED}"

    def test_stays_signed_in_with_short_lived_tokens_and_misses_nothing(self, guarded, provider, as_service):
        given, casework = [], as_service("casework")
        casework.publish([Message(FEED, "A-8", b"first")])

        def short_token() -> str:
            given.append(provider.token_with(exp=int(time.time()) + 4))
            return given[-1]

        with (closing(open_bus(guarded.url_for_tokens, tokens=short_token)) as bus,
              closing(bus.subscribe(f"{PARTNER}-short", [FEED])) as subscription):
            before = drain_until(subscription, "A-8")
            connected_with = len(given)
            end, sent, found = time.monotonic() + 7, 0, []
            while time.monotonic() < end:
                casework.publish([Message(FEED, "A-9", b"later-%d" % sent)])
                sent += 1
                found += subscription.poll(timeout=0.3)
                subscription.commit()
            found += drain(subscription, max(0, sent - len(found))) if len(found) < sent else []

        assert ("A-8", b"first") in before
        assert [record.value for record in found if record.key == "A-9"] == [b"later-%d" % n for n in range(sent)]
        assert len(given) > connected_with

    def test_is_refused_with_a_token_that_expired(self, guarded, provider):
        expired = provider.token_with(exp=int(time.time()) - 120)

        with closing(open_bus(guarded.url_for_tokens, tokens=lambda: expired)) as bus, pytest.raises(
                BusError, match=rf"does not let user {PARTNER} in: the token expired 12. s ago$"):
            bus.lag(PARTNER, [FEED])

    def test_gets_an_error_if_no_token_is_available(self, guarded):
        def no_token() -> str:
            raise ConnectionError("identity is away")

        with closing(open_bus(guarded.url_for_tokens, tokens=no_token)) as bus, pytest.raises(
                BusError, match=r"^there is no token to sign in with: identity is away$"):
            bus.lag(PARTNER, [FEED])

    def test_is_refused_with_a_token_for_another_audience(self, guarded, provider):
        elsewhere = provider.token_with(aud=["https://elders.example"])

        with closing(open_bus(guarded.url_for_tokens, tokens=lambda: elsewhere)) as bus, pytest.raises(
                BusError, match=r"does not take a token of issuer .* for audience \['https://elders.example'\]$"):
            bus.lag(PARTNER, [FEED])


def _poll_until_refused(subscription) -> None:
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        subscription.poll(timeout=0.5)


def drain_until(subscription: Subscription, key: str) -> list[tuple[str, bytes]]:
    """Return keys and values up to the first record with that key; other tests may have written to the feed."""
    read: list[tuple[str, bytes]] = []

    def has_come() -> bool:
        read.extend((record.key, record.value) for record in subscription.poll(timeout=0.3))
        subscription.commit()
        return any(each == key for each, _ in read)

    wait_until(has_come, key)
    return read
