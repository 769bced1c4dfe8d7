"""Client of claims' API of payment runs."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient


class RunsClient(ServiceClient):
    """Calls claims about the payment runs on which its staff work."""

    service = "claims"

    def list_runs(self, *, cursor: str) -> Json:
        """A page of the runs, newest first."""
        return dict(self.get("/payment-runs", order="newest", cursor=cursor, limit=PAGE_SIZE))

    def get_run(self, run_id: str) -> Json:
        """A run with its totals, differences, control number and approvals."""
        return dict(self.get(f"/payment-runs/{run_id}"))

    def list_lines(self, run_id: str, which: str, *, cursor: str) -> Json:
        """A page of payments: REVIEW, ALL or ASIDE."""
        return dict(self.get(f"/payment-runs/{run_id}/lines", list=which, cursor=cursor, limit=PAGE_SIZE))

    def list_acts(self, run_id: str, *, cursor: str) -> Json:
        """A page of the history, latest first."""
        return dict(self.get(f"/payment-runs/{run_id}/acts", cursor=cursor, limit=PAGE_SIZE))

    def act(self, run_id: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Finish the check, approve, reject or make the file: check, approvals, rejections or files."""
        self.post(f"/payment-runs/{run_id}/{what}", body, key=key, version=version)

    def act_on_payment(self, run_id: str, reference: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Mark a payment as seen, set it aside or put it back: seen, set-aside or put-back."""
        self.post(f"/payment-runs/{run_id}/lines/{reference}/{what}", body, key=key, version=version)

    def list_account_changes(self, *, cursor: str) -> Json:
        """A page of changed accounts of employers."""
        return dict(self.get("/account-changes", cursor=cursor, limit=PAGE_SIZE))

    def confirm_account(self, policy_number: str, iban: str, *, key: str) -> Json:
        """Confirm a changed account."""
        return dict(self.post(f"/account-changes/{policy_number}/confirmation", {"iban": iban}, key=key))

    def send_bank_answer(self, content: bytes, *, key: str) -> Json:
        """What the bank answered: how many transfers it confirmed and refused."""
        return dict(self.post_file("/bank-answers", content, key=key))

    def get_payment_file(self, run_id: str, number: int) -> bytes:
        """A file for the bank; claims notes who fetched it."""
        return self.get_file(f"/payment-runs/{run_id}/files/{number}")
