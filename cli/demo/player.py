"""Plays the entries of a case in order, each as the responsible user, and records refusals."""
from decimal import Decimal
from typing import Any

from cli.casefile.reader import CaseFile, Entry
from cli.casefile.shapes import SENT_AGAIN
from cli.demo.cast import Cast
from cli.demo.guidance.acts import NO_ABSENCE
from cli.demo.guidance.advising import Advising
from cli.demo.guidance.consulting import Consulting
from cli.demo.guidance.declaring import Declaring
from cli.demo.guidance.escalating import Escalating
from cli.demo.guidance.guaranteeing import Guaranteeing
from cli.demo.guidance.judging import Judging
from cli.demo.guidance.legal_aid import RequestingLegalAid
from cli.demo.guidance.recovering import Recovering
from cli.demo.guidance.reporting import Reporting
from cli.demo.guidance.tracking import Tracking
from cli.demo.invoicing.acts import act_on_invoice
from cli.demo.opening import Employer, renewal_body, upload_employees
from cli.demo.records import Records
from cli.people.person import Refused
from services.casework.domain.plan.protocol import kind_of

WITH_WAGES = ("set_wage", "submit_january_data")
"""Entries that record a wage, which waits for Claims if it holds on the first sick day of an earlier report (§15.6)."""


class Player:
    """Plays entries on a platform.

    :ivar refused: refused entries in the format of acceptance.md
    :ivar advices: those of the case
    :ivar costs: its re-integration activities and declarations
    :ivar reports: its action plans and re-integration reports
    :ivar escalation: its talks, warnings and sanctions
    :ivar vra: what is shared with VRA
    :ivar tracks: its second tracks and placements
    :ivar legal_aid: the employer's requests for legal aid
    :ivar claims: the months that people approve
    """

    def __init__(self, case: CaseFile, cast: Cast, employer: Employer) -> None:
        self.refused: list[dict[str, Any]] = []
        self.advices = Advising(cast)
        self.costs = Declaring(cast, self.advices)
        self.escalation = Escalating(cast)
        self.vra = Consulting(cast)
        self.tracks = Tracking(cast)
        self.claims = Judging(cast)
        self._case = case
        self._cast = cast
        self._employer = employer
        self._records = Records()
        self._sent_again: dict[int, Entry] = {}
        self.reports = Reporting(cast)
        self.legal_aid = RequestingLegalAid(cast)
        self._guided = {**self.advices.acts, **self.costs.acts, **self.escalation.acts, **self.vra.acts,
                        **self.tracks.acts, **self.reports.acts, **Guaranteeing(cast).acts, **Recovering(cast).acts,
                        **self.legal_aid.acts}

    def recall(self) -> None:
        """Find the absences that were reported before an interrupted case is continued."""
        keys = {number: key for key, number in self._employer.employee_ids.items()}
        absences = self._cast.contact.list("absence", "/absences")
        for absence in sorted(absences, key=lambda one: str(one["absence_number"])):
            self._records.recall_absence(keys[absence["employee_id"]], absence["absence_number"])

    def play(self, entry: Entry) -> None:
        """Play the entry on the platform's present day."""
        try:
            self._act(entry)
        except Refused as refusal:
            self.refused.append({"entry": entry.index, "status": refusal.status, "code": refusal.code,
                                 "detail": refusal.detail})

    def _act(self, entry: Entry) -> None:
        if entry.do in self._guided:
            self._guided[entry.do](entry, self._absence_of(entry))
        else:
            getattr(self, f"_{entry.do}")(entry)

    def vacations(self) -> list[dict[str, str]]:
        """Planned vacations in the format of acceptance.md."""
        planned = self._records.vacations
        rows = {row["vacation_id"]: row for number in {number for _, number, _ in planned}
                for row in self._cast.contact.get("casework", f"/dossiers/{number}")["vacations"]}
        return [{"key": key, "status": rows[vacation_id]["status"],
                 "debited_hours": f"{Decimal(rows[vacation_id]['debited_hours']):.2f}"} for key, _, vacation_id in planned]

    def _report_sick(self, entry: Entry) -> None:
        body = {**entry.sent, "employee_id": self._employee_id(entry), "data_checked": True,
                "third_party": "YES" if entry.values["third_party"] else "NO"}
        absence = self._cast.contact.post("absence", "/sick-reports", body)
        self._records.note_absence(entry, absence["absence_number"])

    def _report_partial_recovery(self, entry: Entry) -> None:
        body = {"kind": "PARTIAL", "data_checked": True, **_recovery(entry.sent)}
        absence = self._post_absence(self._absence_of(entry), "recoveries", body)
        self._records.note_mutation(entry, absence)

    def _report_relapse(self, entry: Entry) -> None:
        body = {"kind": "RELAPSE", "data_checked": True, **_recovery(entry.sent)}
        self._records.note_mutation(entry, self._post_absence(self._absence_of(entry), "recoveries", body))

    def _report_recovery(self, entry: Entry) -> None:
        number = self._absence_of(entry)
        self._post_absence(number, "recoveries", {"kind": "FULL", "data_checked": True, **entry.sent})
        self._records.note_recovery(entry, number)

    def _correct(self, entry: Entry) -> None:
        target = self._case.entry(entry.values["of"])
        if target.do in SENT_AGAIN:
            self._send_again(self._sent_again.get(target.index, target), entry)
            return
        body = {key: value for key, value in entry.sent.items() if key != "of"}
        self._post_absence(self._records.absence_of_entry(target) or NO_ABSENCE, "corrections",
                           self._correction(target, body))

    def _send_again(self, sent: Entry, correction: Entry) -> None:
        """Send an entry with corrected values; what it recorded from another day is taken back first."""
        changes = {key: value for key, value in correction.values.items() if key != "of"}
        changed = Entry(sent.index, correction.on, sent.do, sent.employee, {**sent.values, **changes})
        if "from" in changes and not any(each["entry"] == sent.index for each in self.refused):
            self._take_back(sent)
        self._act(changed)
        self._sent_again[sent.index] = changed

    def _take_back(self, sent: Entry) -> None:
        if sent.do == "set_wage":
            self._cast.contact.post("absence", f"/employees/{self._employee_id(sent)}/wages/withdrawals",
                                    {"valid_from": sent.sent["from"]})
        elif sent.do == "set_safety_net":
            self._post_absence(self._absence_of(sent), "safety-net/withdrawals", {"valid_from": sent.sent["from"]})

    def _correction(self, target: Entry, body: dict[str, Any]) -> dict[str, Any]:
        if self._records.is_full(target):
            return {"recovered_on": body.get("first_fit_day") or body["from"], "data_checked": True}
        if target.do in ("report_partial_recovery", "report_relapse"):
            return {"mutation_id": self._records.mutation_of_entry(target) or NO_ABSENCE, "data_checked": True,
                    **_recovery(body)}
        body["data_checked"] = True
        if "third_party" in body:
            body["third_party"] = "YES" if body["third_party"] else "NO"
        return body

    def _cancel_report(self, entry: Entry) -> None:
        target = self._case.entry(entry.values["of"])
        self._post_absence(self._records.absence_of_entry(target) or NO_ABSENCE, "cancellations", {"reason": "MISTAKE"})
        self._records.forget_absence(target)

    def _withdraw(self, entry: Entry) -> None:
        target = self._case.entry(entry.values["of"])
        if target.do == "report_sick":
            self._cancel_report(entry)
        elif target.do == "end_employment":
            self._cast.contact.post("absence", f"/employees/{self._employee_id(target)}/departures/withdrawals", {})
        elif target.do == "plan_vacation":
            self._cast.contact.post("casework", self._records.vacation_path(target) + "/withdrawal", {})
        elif target.do == "notify_sanction":
            self.escalation.withdraw(target)
        elif target.do == "set_leave":
            leave = self._records.leave_of(target) or NO_ABSENCE
            self._cast.contact.post("absence", f"/employees/{self._employee_id(target)}/leaves/{leave}/withdrawals", {})
        else:
            number = self._records.absence_of_entry(target) or NO_ABSENCE
            mutation = self._records.mutation_of_entry(target) or NO_ABSENCE
            what = "recoveries" if self._records.is_full(target) else f"mutations/{mutation}"
            self._post_absence(number, f"{what}/withdrawals", {})

    def _answer_third_party(self, entry: Entry) -> None:
        self._post_absence(self._absence_of(entry), "corrections", {"third_party": entry.sent["answer"]})

    def _end_employment(self, entry: Entry) -> None:
        self._cast.contact.post("absence", f"/employees/{self._employee_id(entry)}/departures", entry.sent)

    def _set_leave(self, entry: Entry) -> None:
        body = _period(entry.sent)
        path = f"/employees/{self._employee_id(entry)}/leaves"
        known = self._records.leave_of(entry)
        if known:
            self._cast.contact.put("absence", f"{path}/{known}", body)
        else:
            self._records.note_leave(entry, self._cast.contact.post("absence", path, body)["leave_id"])

    def _plan_vacation(self, entry: Entry) -> None:
        """The employer plans it; if the doctor objects, the employer was in doubt and asked first."""
        values = entry.sent
        consented, objects = values["consent"], values["doctor_objects"]
        row = self._post_dossier(entry, "vacations", {
            "start": values["from"], "end": values["to"], "weekly_hours": values["hours_per_week"], "holidays": values["days"],
            "consent_on": entry.on.isoformat() if consented else None, "doubt": objects,
            "written_consent": f"akkoord-{entry.index}" if consented and values["days"] == "EXTRA" else None})
        self._records.note_vacation(entry, row["absence_number"], row["vacation_id"])
        if objects:
            self._cast.staff("bedrijfsarts").post("casework", self._records.vacation_path(entry) + "/objection",
                                                  {"answer": "OBJECTION"})

    def _set_wage(self, entry: Entry) -> None:
        values = entry.sent
        self._cast.contact.post("absence", f"/employees/{self._employee_id(entry)}/wages",
                                {"valid_from": values.pop("from"), **values})

    def _judge_wage(self, entry: Entry) -> None:
        target = self._case.entry(entry.values["of"])
        found = [one["judgement_id"] for one in self._waiting_wages() if self._is_about(one, target)]
        judgement = next(iter(found), None) or self._records.judgement_of(target) or NO_ABSENCE
        self._decide_wage(judgement, accept=entry.values["accept"])
        self._records.note_judgement(target, judgement)

    def accept_wages(self, entry: Entry) -> bool:
        """Accept the wages that wait for Claims, except those that a later entry judges; returns whether there were any.

        :param entry: the last entry that was played
        """
        if not any(each.do in WITH_WAGES and each.on <= entry.on for each in self._case.timeline):
            return False
        later = self._case.timeline[self._case.timeline.index(entry) + 1:]
        judged = [self._case.entry(each.values["of"]) for each in later if each.do == "judge_wage"]
        wanted = [one for one in self._waiting_wages() if not any(self._is_about(one, target) for target in judged)]
        for one in wanted:
            self._decide_wage(one["judgement_id"], accept=True)
        return bool(wanted)

    def _waiting_wages(self) -> list[dict[str, Any]]:
        return self._cast.staff("claims").list("claims", "/wage-judgements", status="WAITING")

    def _decide_wage(self, judgement: str, *, accept: bool) -> None:
        self._cast.staff("claims").post("claims", f"/wage-judgements/{judgement}/decision",
                                        {"accept": accept, "reason": "PROVEN" if accept else "NOT_PROVEN"})

    def _is_about(self, judgement: dict[str, Any], entry: Entry) -> bool:
        return (judgement["employee_id"], judgement["recorded_wage"]) == (
            self._employee_id(entry), f"{entry.values['annual_wage']:.2f}")

    def _set_safety_net(self, entry: Entry) -> None:
        self._post_absence(self._absence_of(entry), "safety-net", {
            "valid_from": entry.sent["from"], "zw_benefit_daily": entry.sent["zw_benefit_daily"]})

    def _complete_milestone(self, entry: Entry) -> None:
        path = f"/dossiers/{self._absence_of(entry)}/milestones/{entry.values['code']}/completions"
        for by in [entry.values["by"]] if entry.values["by"] else kind_of(entry.values["code"]).authors:
            self._cast.holder_of(by).post("casework", path, {"completed_on": entry.sent["completed_on"]})

    def _add_employee(self, entry: Entry) -> None:
        ids = self._employer.employee_ids
        ids.update(upload_employees(self._cast, self._case, [entry.values], first=len(ids)))

    def _renew_policy(self, entry: Entry) -> None:
        self._cast.staff("acceptatie").post("billing", "/policies",
                                            renewal_body(entry.sent, self._employer.company.policy_number))

    def _pay_invoice(self, entry: Entry) -> None:
        number = entry.values["number"]
        clerk = self._cast.staff("billing")
        invoice = clerk.get("billing", f"/invoices/{number}")
        clerk.post("billing", f"/invoices/{number}/payments", {"paid_on": entry.on.isoformat(), "amount": invoice["gross"]})

    def _dispute_invoice(self, entry: Entry) -> None:
        act_on_invoice(self._cast, entry, "disputes")

    def _credit_invoice(self, entry: Entry) -> None:
        act_on_invoice(self._cast, entry, "credits")

    def _submit_january_data(self, entry: Entry) -> None:
        wages = {self._employer.employee_ids[key]: wage for key, wage in entry.sent["wages"].items()}
        self._cast.contact.post("absence", f"/data-campaigns/{entry.on.year}/submissions", {"wages": wages})

    def _employee_id(self, entry: Entry) -> str:
        return self._employer.employee_ids[str(entry.employee)]

    def _absence_of(self, entry: Entry) -> str:
        return self._records.absence_of_employee(str(entry.employee)) or NO_ABSENCE

    def _post_absence(self, number: str, what: str, body: dict[str, Any]) -> Any:
        return self._cast.contact.post("absence", f"/absences/{number}/{what}", body)

    def _post_dossier(self, entry: Entry, what: str, body: dict[str, Any]) -> Any:
        return self._cast.contact.post("casework", f"/dossiers/{self._absence_of(entry)}/{what}", body)


def _recovery(values: dict[str, Any]) -> dict[str, Any]:
    """The API's body of a recovery."""
    return {"effective_on" if key == "from" else key: value for key, value in values.items()}


def _period(values: dict[str, Any]) -> dict[str, Any]:
    """The API's body of a leave."""
    return {{"from": "start", "to": "end"}.get(key, key): value for key, value in values.items()}
