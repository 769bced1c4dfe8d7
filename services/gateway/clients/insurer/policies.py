"""Client of billing for the insurer's staff: policies and their versions."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class PoliciesClient(ServiceClient):
    """Calls billing's API of policies."""

    service = "billing"

    def search(self, *, text: str, state: str, cursor: str) -> Json:
        """A page of the policies that a text and a state find; both may be empty."""
        return dict(self.get("/policies", search=text, state=state, cursor=cursor, limit=PAGE_SIZE))

    def get_policy(self, policy_number: str) -> Json:
        """One policy with the version in force today."""
        return dict(self.get(f"/policies/{policy_number}"))

    def list_versions(self, policy_number: str) -> list[Json]:
        """All versions in the order of acceptance, each with what it changed."""
        return list(self.get(f"/policies/{policy_number}/versions")["items"])

    def preview(self, policy_number: str, body: Json, *, key: str) -> Json:
        """What a version would do; writes nothing."""
        return dict(self.post(f"/policies/{policy_number}/version-previews", body, key=key))

    def accept(self, body: Json, *, key: str, version: int | None) -> Json:
        """Accept a policy or a new version of one."""
        return dict(self.post("/policies", body, key=key, version=version))

