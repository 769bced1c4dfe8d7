"""``python -m cli.generate.partner_feed CLIENT_ID``: prints a partner's feed as manifests for `kubectl apply`.

A feed is a topic and a user with the right to read it. The user has no password: it authenticates with a token of
identity at the listener for partners. Strimzi's operator revokes rights that are granted without these manifests.
"""
import re
import sys

import yaml  # type: ignore[import-untyped]

from cli.endings import WrongInput
from shared.bus.catalogue import partner_topic, rights
from shared.bus.strimzi import kafka_topic, kafka_user
from shared.kernel.services import NAMES

NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def manifests(client_id: str) -> str:
    """The documents.

    :raises WrongInput: if the id is not a valid resource name, or is used by the platform
    """
    if not NAME.fullmatch(client_id) or client_id in NAMES:
        raise WrongInput(f"{client_id!r} is no name for a partner: lower case, digits and hyphens, and none of our services.")
    topic = partner_topic(client_id)
    user = kafka_user(client_id, rights((topic,)))
    del user["spec"]["authentication"]
    documents = [one | {"metadata": one["metadata"] | {"namespace": "ontzorg"}} for one in (kafka_topic(topic), user)]
    return str(yaml.safe_dump_all(documents, sort_keys=False, width=120))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(manifests(sys.argv[1]))
