"""``python -m cli.run.topics create --bus URL | write``: the catalogue of topics, made real on a bus or written as a manifest.

``create`` creates missing topics and grants rights; it revokes none. With ``--password-dir`` it also sets the password
of each service from the file named after it. ``create --raise-partitions`` raises the partitions of topics.
"""
import argparse
import sys
from pathlib import Path

from shared.bus.catalogue import TOPICS, Topic, partitions, partner_topic, rights
from shared.bus.factory import open_bus
from shared.bus.port import Bus, BusError
from shared.bus.strimzi import kafka_topic, kafka_user
from shared.kernel.services import NAMES

MANIFEST = Path(__file__).resolve().parents[2] / "deploy" / "k8s" / "base" / "kafka" / "topics-and-users.yaml"
HEADER = "# Written by `python -m cli.run.topics write` from the catalogue of topics; a test holds it up to date.\n"


def manifest() -> str:
    """The topics and users for Kubernetes."""
    import yaml  # type: ignore[import-untyped]  # images do without: they only create
    granted = rights()
    documents = [*map(kafka_topic, TOPICS), *(kafka_user(service, granted) for service in NAMES)]
    return HEADER + str(yaml.safe_dump_all(documents, sort_keys=False, width=120))


def create(bus: Bus, topics: tuple[Topic, ...] = TOPICS, passwords: dict[str, str] | None = None) -> None:
    """Create missing topics; on Apache Kafka also set retention, rights, and passwords of users.

    :raises BusError: if the bus refuses; one sentence
    """
    administration = getattr(bus, "administration", None)
    if administration is None:
        bus.ensure_topics(partitions(topics))
    else:
        administration.create(topics, passwords or {})


def main(arguments: list[str] | None = None) -> int:
    """Run the command; prints one sentence and returns 1 if the bus refuses."""
    parser = argparse.ArgumentParser(prog="cli.run.topics", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("write", help="write the manifest for Kubernetes")
    creating = commands.add_parser("create", help="create the topics and rights on a bus")
    creating.add_argument("--bus", required=True, metavar="URL")
    creating.add_argument("--partner", action="append", default=[], help="client id of a partner with a feed")
    creating.add_argument("--password-dir", type=Path, help="a folder with one file per service, named after it")
    creating.add_argument("--raise-partitions", action="store_true",
                          help="raise partitions to the numbers of the catalogue; publishing waits meanwhile")
    options = parser.parse_args(arguments)
    if options.command == "write":
        MANIFEST.write_text(manifest())
        return 0
    bus = open_bus(options.bus)
    try:
        topics = (*TOPICS, *map(partner_topic, options.partner))
        create(bus, topics, _passwords(options.password_dir))
        if options.raise_partitions:
            for topic in topics:
                bus.raise_partitions(topic.name, topic.partitions, topic.readers)
    except (BusError, ValueError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    finally:
        bus.close()
    return 0


def _passwords(folder: Path | None) -> dict[str, str]:
    if folder is None:
        return {}
    return {path.name: path.read_text().strip() for path in sorted(folder.iterdir()) if path.name in NAMES}


if __name__ == "__main__":
    sys.exit(main())
