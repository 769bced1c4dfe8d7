"""Every topic of the platform with its owner, readers and retention, and the access rights that follow.

The source for everything that creates topics, grants rights or draws pictures.
"""
import re
from dataclasses import dataclass

from shared.kernel.services import NAMES, SERVICES, Service

PARTITIONS = 6
"""Partitions of every topic: more than a service has workers. Raising it is an operation, see docs/decisions/0011."""

REPAIR = "ontzorg.repair.v1"
"""The topic on which services request events that they missed."""

MAIL = "ontzorg.mail.v1"
"""The topic on which casework asks identity, which alone has the addresses, to mail somebody."""


_FEEDS = "ontzorg.partner."
_FEEDS_WRITER = "casework"
_PARTNER = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_TAKEN = {*NAMES, "admin", "broker"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic.

    :ivar owner: the service responsible for it
    :ivar writers: the services that may publish on it
    :ivar readers: the consumer groups, each named after its service or partner
    :ivar key: what a record's key identifies; records with the same key stay in order
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
    """The operations that one user may perform on one resource of the cluster.

    :ivar resource: ``topic`` or ``group``
    :ivar pattern: ``literal``, or ``prefixed`` for all names with this prefix
    :ivar operations: operations of Apache Kafka, in its spelling
    """

    user: str
    resource: str
    name: str
    pattern: str
    operations: tuple[str, ...]


def service_topic(service: str) -> str:
    """Return the name of the topic on which a service publishes."""
    return f"ontzorg.{service}.v1"


def partner_topic(partner: str) -> Topic:
    """Return the feed topic of one arbo service; casework writes it and only that partner reads it.

    :param partner: the partner's client id at identity, also its user name on the bus
    :raises ValueError: if the name is malformed or belongs to another user of the bus
    """
    if not _PARTNER.fullmatch(partner) or partner.split("-")[0] in _TAKEN:
        raise ValueError(f"{partner!r} is no name for a partner: small letters, digits and hyphens, and none that begins "
                         f"with {', '.join(sorted(_TAKEN))}")
    return Topic(name=f"{_FEEDS}{partner}.v1", owner=_FEEDS_WRITER, writers=(_FEEDS_WRITER,), readers=(partner,),
                 key="absence number", retention_days=14)


def _topic_of(service: Service) -> Topic:
    readers = sorted(one.name for one in SERVICES if service.name in one.reads)
    return Topic(name=service_topic(service.name), owner=service.name, writers=(service.name,), readers=tuple(readers),
                 key=service.key, retention_days=90)


TOPICS = (
    *map(_topic_of, sorted(SERVICES, key=lambda service: service.name)),
    Topic(name=REPAIR, owner="platform", writers=NAMES, readers=NAMES, key="that of the aggregate asked for",
          retention_days=7),
    Topic(name=MAIL, owner="casework", writers=("casework",), readers=("identity",), key="employer id or account id",
          retention_days=7),
)
"""All topics except the feeds of partners, which `partner_topic` describes."""


def partitions(topics: tuple[Topic, ...] = TOPICS) -> dict[str, int]:
    """Return the number of partitions by topic name, the argument of `Bus.ensure_topics`."""
    return {topic.name: topic.partitions for topic in topics}


def topics_of(service: str) -> tuple[Topic, ...]:
    """Return the topics that a service writes or reads; its worker has access to no others."""
    return tuple(topic for topic in TOPICS if service in (*topic.writers, *topic.readers))


def rights(topics: tuple[Topic, ...] = TOPICS) -> list[Right]:
    """Return the complete rights on these topics: writers may write, readers may read with groups of their own name.

    The writer of partner feeds may write to all of them, because feeds are added and removed at run time.

    :raises ValueError: if the group prefix of one user includes the name of another
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
