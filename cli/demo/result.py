"""Collects the result of a case over the public API, in the format of acceptance.md."""
from functools import cached_property
from typing import Any

from cli.casefile.reader import CaseFile
from cli.demo.cast import Cast
from cli.demo.invoicing.files import billing_files
from cli.demo.opening import Employer
from cli.demo.payment_file import is_valid_payment_file
from shared.kernel.month import Month

LINE_KEYS = ("from", "to", "days", "daily_wage", "coverage_pct", "incapacity_pct", "wage", "offset", "charges", "total")


class Gathering:
    """Reads as the employer if permitted, otherwise as staff."""

    def __init__(self, case: CaseFile, cast: Cast, employer: Employer) -> None:
        self._case = case
        self._cast = cast
        self._employer = employer

    def at_the_end(self) -> dict[str, Any]:
        """All parts except the benefits, on the last day of the case."""
        return {"absences": self.absences(), "plan": self.plan(), "action_plan": self.action_plans(),
                "payments": self.payments(), "invoices": self.invoices(), "guarantee": self.guarantees(),
                "recourse": self.recourse(), "premium_years": self.premium_years(), "files": self.files()}

    def absences(self) -> list[dict[str, Any]]:
        """Sick reports in their present state."""
        keys = ("absence_number", "first_sick_day", "recovered_on", "composite_first_sick_day", "sick_days", "status")
        return [self._about(one) | {key: one.get(key) for key in keys}
                for one in self._cast.contact.list("absence", "/absences")]

    def numbers(self) -> list[str]:
        """The numbers of the absences."""
        return [str(one["absence_number"]) for one in self._cast.contact.list("absence", "/absences")]

    def plan(self) -> list[dict[str, Any]]:
        """Every milestone of every composite case."""
        keys = ("code", "due_on", "responsible", "status", "completed_on")
        return [self._about(dossier) | {key: item.get(key) for key in keys}
                for dossier in self._dossiers for item in dossier["plan"]]

    def action_plans(self) -> list[dict[str, Any]]:
        """Action plans on which a party agreed."""
        steps = [(dossier, item) for dossier in self._dossiers for item in dossier["plan"] if item["code"] == "M04"]
        return [self._about(dossier) | {"status": "COMPLETE" if item["status"] == "DONE" else "ONE_SIDED"}
                for dossier, item in steps if item["status"] == "DONE" or item["pending"]]

    @cached_property
    def _dossiers(self) -> list[dict[str, Any]]:
        """One dossier of every composite case."""
        found: list[dict[str, Any]] = []
        seen: set[str] = set()
        for listed in self._cast.contact.list("casework", "/dossiers"):
            if listed["absence_number"] not in seen:
                found.append(self._cast.contact.get("casework", f"/dossiers/{listed['absence_number']}"))
                seen.update(found[-1]["absence_numbers"])
        return found

    def benefits(self) -> list[dict[str, Any]]:
        """The latest calculation of each month completed by the last day of the case, without months of zero."""
        months = self._cast.contact.list("claims", "/benefits")
        return [self._about(one) | {
            "month": one["month"], "total": one["total"], "pay_on": one["pay_on"],
            "lines": [{key: line[key] for key in LINE_KEYS} for line in one["lines"]],
        } for one in months if Month.parse(one["month"]).last <= self._case.until and one["total"] != "0.00"]

    def payments(self) -> list[dict[str, Any]]:
        """Executed payments."""
        return [self._about(one) | {"pay_on": one["pay_on"], "amount": one["amount"], "for_months": one["for_months"],
                                    "reference": one["payment_reference"]}
                for one in self._cast.contact.list("claims", "/payments")]

    def invoices(self) -> list[dict[str, Any]]:
        """Invoices and credit notes."""
        return [{"kind": one["kind"], "number": one["number"], "date": one["date"], "due_on": one["due_on"],
                 "gross": one["gross"], "net": one["net"], "vat": one["vat"]}
                for one in self._cast.contact.list("billing", "/invoices")]

    def premium_years(self) -> list[dict[str, Any]]:
        """The premium of each year, with its settlement once it is known or estimated."""
        contact = self._cast.contact
        keys = ("year", "provisional", "definitive", "settlement")
        return [{key: one.get(key) for key in keys} | {"status": one["state"]}
                for policy in contact.list("billing", "/policies")
                for one in contact.get("billing", f"/policies/{policy['policy_number']}/premium-years")["items"]]

    def guarantees(self) -> list[dict[str, Any]]:
        """Decided gatekeeper guarantees."""
        return [self._about(one) | {"decision": one["decision"], "conditions": one["conditions"], "amount": one["amount"]}
                for one in self._cast.contact.list("claims", "/guarantees")]

    def recourse(self) -> list[dict[str, Any]]:
        """Recourse files, read as Claims; the direct action is that on the insurer of a motor vehicle."""
        clerk = self._cast.staff("claims")
        numbers = [one["absence_number"] for one in self._cast.contact.list("claims", "/recourse-files")]
        return [self._recourse(clerk.get("claims", f"/recourse-files/{number}")) for number in sorted(numbers)]

    def _recourse(self, body: dict[str, Any]) -> dict[str, Any]:
        file, shares = body["file"], (body["file"]["allocations"] or [{}])[-1]
        direct = file["direct_action_until"] if file["event_kind"] == "TRAFFIC" else None
        return self._about(file) | {
            "status": file["status"], "limitation_on": file["claim_until"], "direct_action_on": direct,
            "recoverable": (body["amounts"] or {}).get("recoverable_wage"), "employer": shares.get("employer"),
            "insurer": shares.get("insurer")}

    def files(self) -> list[dict[str, Any]]:
        """The files of the payment runs that paid this employer and those of billing, with their validity."""
        clerk = self._cast.staff("claims")
        wanted = {one["run_id"] for one in self._cast.contact.list("claims", "/payments")}
        return [{"kind": "pain.001", "run_id": run_id,
                 "valid": is_valid_payment_file(clerk.fetch("claims", f"/payment-runs/{run_id}/file"))}
                for run_id in sorted(wanted)] + billing_files(self._cast, self.invoices())

    def _about(self, item: dict[str, Any]) -> dict[str, Any]:
        keys = {employee_id: key for key, employee_id in self._employer.employee_ids.items()}
        return {"employee": keys[str(item["employee_id"])]}
