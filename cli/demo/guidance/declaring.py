"""Re-integration activities and declarations of their costs in a case (acceptance.md)."""
from typing import Any

from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.acts import Acts
from cli.demo.guidance.advising import Advising

UNKNOWN = "geen"
"""Path segment for what was refused; the platform then responds 404."""
IBAN = "NL91ABNA0417164300"
INVOICE = "%PDF-1.7\n% {name}\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Declaring:
    """Plays the acts, and knows activities and declarations by the key of the case, each with its absence.

    :ivar acts: what plays each kind of entry
    """

    def __init__(self, cast: Cast, advices: Advising) -> None:
        self._cast = cast
        self._advices = advices
        self._activities: dict[str, tuple[str, str]] = {}
        self._declarations: dict[str, tuple[str, str]] = {}
        self.acts: Acts = {
            "propose_activity": self.propose, "approve_activity": self.approve, "announce_activity": self.announce,
            "start_activity": self.start, "declare": self.declare, "decide_declaration": self.decide}

    def propose(self, entry: Entry, number: str) -> None:
        """Propose an activity as the casemanager."""
        advice_id = self._advices.find(entry.values["advice"])
        names = {"cost": "estimated_cost", "benefit": "expected_benefit"}
        body = {names.get(name, name): value for name, value in entry.sent.items() if name not in ("key", "advice")}
        row = self._cast.staff("casemanager").post("casework", f"/dossiers/{number}/reintegration-activities",
                                                   body | {"advice_id": advice_id})
        self._activities[entry.values["key"]] = number, row["activity_id"]

    def approve(self, entry: Entry, number: str) -> None:
        """Approve it in the role that the entry names."""
        self._act(entry, number, "decision", {"approved": True}, entry.values["by"])

    def announce(self, entry: Entry, number: str) -> None:
        """Tell the employer whether the cost is reimbursed."""
        self._act(entry, number, "announcement", {"reimbursed": entry.values["reimbursed"], "amount": entry.sent.get("amount")})

    def start(self, entry: Entry, number: str) -> None:
        """Note the start."""
        self._act(entry, number, "start", {})

    def declare(self, entry: Entry, number: str) -> None:
        """Declare an invoice as the employer; without form its fields are left out."""
        values, contact = entry.sent, self._cast.contact
        number, activity_id = self._activities.get(values["activity"], (number, UNKNOWN))
        file = contact.upload("casework", f"/dossiers/{number}/invoice-files",
                              INVOICE.format(name=f"{values['supplier']} {values['invoice_number']} {values['key']}"))
        invoice = {"supplier": values["supplier"], "number": values["invoice_number"], "total": values["total"],
                   "received_on": values["received_on"], "paid_on": values.get("paid_on"), "file_id": file["file_id"]}
        form = {"iban": values.get("iban", IBAN), "vat_deductible": values["vat_deductible"]} if values["form"] else {}
        row = contact.post("casework", f"/dossiers/{number}/declarations",
                           {"activity_id": activity_id, "invoices": [invoice], **form})
        self._declarations[values["key"]] = number, row["declaration_id"]

    def decide(self, entry: Entry, number: str) -> None:
        """Accept or reject it in the role that the entry names."""
        number, declaration_id = self._declarations.get(entry.values["declaration"], (number, UNKNOWN))
        self._cast.decider_in(entry.values["by"], number).post(
            "casework", f"/dossiers/{number}/declarations/{declaration_id}/decision",
            {"accept": entry.values["accept"], "reason": entry.values["reason"]})

    def outcomes(self) -> dict[str, list[dict[str, Any]]]:
        """The activities and declarations, in the order in which they were made."""
        numbers = {number for number, _ in (*self._activities.values(), *self._declarations.values())}
        costs = [self._cast.contact.get("casework", f"/dossiers/{number}/costs") for number in sorted(numbers)]
        activities = {row["activity_id"]: row for one in costs for row in one["activities"]}
        declarations = {row["declaration_id"]: row for one in costs for row in one["declarations"]}
        return {
            "activities": [_activity(key, activities[known]) for key, (_, known) in self._activities.items()],
            "declarations": [_declaration(key, declarations[known]) for key, (_, known) in self._declarations.items()]}

    def _act(self, entry: Entry, number: str, what: str, body: dict[str, Any], by: str = "casemanager") -> None:
        number, activity_id = self._activities.get(entry.values["activity"], (number, UNKNOWN))
        path = f"/dossiers/{number}/reintegration-activities/{activity_id}/{what}"
        self._cast.decider_in(by, number).post("casework", path, body)


def _activity(key: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "status": row["status"], "fully_reimbursed": row["conditions"]["holds"],
            "announced": row["announced_amount"]}


def _declaration(key: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "status": row["status"], "code": row["code"], "submit_by": row["submit_by"], "amount": row["amount"],
            "pay_by": row["pay_by"], "paid_on": row["paid_on"]}
