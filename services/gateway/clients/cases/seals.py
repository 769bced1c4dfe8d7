"""Client of casework's check of sealed re-integration reports, which needs no token."""
from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.edge.upstream import Upstream, UpstreamAway
from shared.documents.package import PackageDigests


class SealsClient:
    """Asks casework whether a package is as it was sealed."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream

    def check(self, found: PackageDigests) -> Json:
        """The result for a package, by its digests."""
        return self.check_digests({"report_id": found.folder, "package": found.digest, "files": [
            {"name": name, "sha256": digest} for name, digest in found.files.items()]})

    def check_digests(self, body: Json) -> Json:
        """The result for digests that somebody made.

        :raises ServiceRefused: if they are none
        """
        answer = self._upstream.send("casework", "POST", "/seal-checks", json=body, headers={"Accept": "application/json"})
        if answer.status_code >= 500:
            raise UpstreamAway("casework")
        if answer.status_code >= 400:
            raise ServiceRefused.of(answer)
        return dict(answer.json())
