"""Every topic of the platform: who owns it, who reads it, how long it is kept, and the rights that follow from that.

Pure data; whoever creates topics, gives rights or draws pictures takes it from here.
"""
import re
from dataclasses import dataclass

from shared.kernel.services import NAMES

PARTITIONS = 6
"""Of every topic: more than a service has workers. Raising it is an operation, see docs/decisions/0011."""

REPAIR = "ontzorg.repair.v1"
"""Where services ask each other for what they missed."""


_FEEDS = "ontzorg.partner."
_FEEDS_WRITER = "casework"
_PARTNER = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_TAKEN = {*NAMES, "admin", "broker"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic.

    :ivar owner: the service that answers for it
    :ivar writers: who may publish on it
    :ivar readers: the consumer groups, each named after its service or partner
    :ivar key: what a record's key names; records of one key keep their order
    :ivar retention_days: how long a record stays readable
    """

    name: str
    owner: str
    writers: tuple[str, ...]
    readers: tuple[str, ...]
    key: str
    retention_days: int
    partitions: int = PARTITIONS


@dataclass(frozen=True, slots=True)
class Right:
    """What one user may do with one resource of the cluster.

    :ivar resource: ``topic`` or ``group``
    :ivar pattern: ``literal``, or ``prefixed`` for all names that begin so
    :ivar operations: of Apache Kafka, in its spelling
    """

    user: str
    resource: str
    name: str
    pattern: str
    operations: tuple[str, ...]


def service_topic(service: str) -> str:
    """The name of the topic on which a service publishes."""
    return f"ontzorg.{service}.v1"


def partner_topic(partner: str) -> Topic:
    """The feed of one arbo service: casework writes it, and that partner alone reads it.

    :param partner: its client id at identity, which is its name on the bus too
    :raises ValueError: if a user of that name, or of groups that begin so, is somebody else
    """
    if not _PARTNER.fullmatch(partner) or partner.split("-")[0] in _TAKEN:
        raise ValueError(f"{partner!r} is no name for a partner: small letters, digits and hyphens, and none that begins "
                         f"with {', '.join(sorted(_TAKEN))}")
    return Topic(name=f"{_FEEDS}{partner}.v1", owner=_FEEDS_WRITER, writers=(_FEEDS_WRITER,), readers=(partner,),
                 key="absence number", retention_days=14)


def _of(service: str, key: str, *readers: str) -> Topic:
    return Topic(name=service_topic(service), owner=service, writers=(service,), readers=readers, key=key,
                 retention_days=90)


TOPICS = (
    _of("absence", "absence number, or employee id", "billing", "casework", "claims"),
    _of("billing", "policy number, or employer id", "absence", "casework", "claims", "identity"),
    _of("casework", "absence number", "absence", "claims"),
    _of("claims", "absence number, or employer id", "absence", "billing", "casework"),
    _of("identity", "account id", "casework"),
    Topic(name=REPAIR, owner="platform", writers=NAMES, readers=NAMES, key="that of the aggregate asked for",
          retention_days=7),
)
"""All topics but those of partners, which come and go: `partner_topic`."""


def partitions(topics: tuple[Topic, ...] = TOPICS) -> dict[str, int]:
    """Number of partitions by name, as `Bus.ensure_topics` takes it."""
    return {topic.name: topic.partitions for topic in topics}


def topics_of(service: str) -> tuple[Topic, ...]:
    """What a service publishes on or reads; a worker needs these and may see no other."""
    return tuple(topic for topic in TOPICS if service in (*topic.writers, *topic.readers))


def rights(topics: tuple[Topic, ...] = TOPICS) -> list[Right]:
    """What each user of these topics may do, and nothing beside it: write its own, read what it is a reader of.

    Feeds of partners come and go, so their writer may write to all of them.

    :raises ValueError: if one user's groups would be another's too
    """
    found = [Right(_FEEDS_WRITER, "topic", _FEEDS, "prefixed", ("Write", "Describe"))]
    for topic in topics:
        found += [Right(user, "topic", topic.name, "literal", ("Write", "Describe")) for user in topic.writers]
        found += [Right(user, "topic", topic.name, "literal", ("Read", "Describe")) for user in topic.readers]
    users = sorted({user for topic in topics for user in (*topic.writers, *topic.readers)})
    for user in users:
        if shadowed := [other for other in users if other.startswith(f"{user}-")]:
            raise ValueError(f"{user} could use the groups of {', '.join(shadowed)}: give it another name")
        found.append(Right(user, "group", user, "literal", ("Read", "Describe")))
        found.append(Right(user, "group", f"{user}-", "prefixed", ("Read", "Describe")))
    return found
