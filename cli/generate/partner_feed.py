"""``python -m cli.generate.partner_feed CLIENT_ID``: the feed of a partner as manifests for `kubectl apply`.

A topic, and a user who may read it. The user has no password: he signs in with a token of identity at the listener for
partners. Rights that are given past these manifests do not last: Strimzi's operator takes those of unknown users away.
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

    :raises WrongInput: for an id that no resource of the cluster can have as its name, or that is one of ours
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
