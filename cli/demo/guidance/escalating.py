"""Talks, labour conflicts, warnings and sanctions in a case (acceptance.md)."""
from collections.abc import Callable
from typing import Any

from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.advising import as_code
from shared.kernel.vocabulary import SanctionKind

UNKNOWN = "geen"
"""Path segment for a sanction that was refused; the platform then responds 404."""


STATEMENT = "%PDF-1.7\n% {name}\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Escalating:
    """Plays the acts, and knows the sanctions of each employee."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._paths: dict[int, str] = {}
        self._imposed: dict[str, list[Entry]] = {}
        self._lifted: set[str] = set()
        self._cases: dict[str, str] = {}

    @property
    def acts(self) -> dict[str, Callable[[Entry, str], None]]:
        """The acts by kind of entry, each with the absence that it is about."""
        return {"record_talk": self.record_talk, "give_verdict": self.give_verdict, "request_work": self.request_work,
                "summon": self.summon, "request_mediation": self.request_mediation, "start_mediation": self.start_mediation,
                "close_conflict": self.close_conflict, "postpone_conflict": self.postpone_conflict, "warn": self.warn,
                "notify_sanction": self.notify_sanction, "lift_sanction": self.lift_sanction}

    def record_talk(self, entry: Entry, number: str) -> None:
        """Record a talk as the employer."""
        self._record(number, "talks", {"held_on": entry.on.isoformat(), "refused": entry.values["refused"]}, entry)

    def give_verdict(self, entry: Entry, number: str) -> None:
        """Give a verdict in the role that the entry names."""
        body = {"verdict": entry.sent["verdict"], "given_on": entry.on.isoformat()}
        self._record(number, "verdicts", body, entry, by=entry.values["by"])

    def request_work(self, entry: Entry, number: str) -> None:
        """Ask the employee to come to work as the employer."""
        self._record(number, "work-requests", {"made_on": entry.on.isoformat()}, entry)

    def summon(self, entry: Entry, number: str) -> None:
        """Summon the employee as the employer."""
        self._record(number, "summonses", {"made_on": entry.on.isoformat()}, entry)

    def request_mediation(self, entry: Entry, number: str) -> None:
        """Ask for a mediator as the employer."""
        self._record(number, "conflict/mediator-request", {}, entry)

    def start_mediation(self, entry: Entry, number: str) -> None:
        """Assign a mediator as the casemanager."""
        body = {"mediator": entry.sent["mediator"], "started_on": entry.on.isoformat()}
        self._record(number, "conflict/mediation", body, entry, by="casemanager")

    def close_conflict(self, entry: Entry, number: str) -> None:
        """Record the outcome as the casemanager."""
        body = {"outcome": entry.sent["outcome"], "resolved_on": entry.on.isoformat()}
        self._record(number, "conflict/resolution", body, entry, by="casemanager")

    def postpone_conflict(self, entry: Entry, number: str) -> None:
        """Postpone the conflict as the company doctor, with a statement if the entry has one."""
        doctor, document_id = self._cast.holder_of("company_doctor"), None
        if entry.values["document"]:
            path = f"/dossiers/{number}/documents?kind=CONFLICT_POSTPONEMENT&datedOn={entry.on}"
            document_id = doctor.upload("casework", path, STATEMENT.format(name=entry.index))["document_id"]
        self._record(number, "conflict/postponement", {"document_id": document_id}, entry, by="company_doctor")

    def warn(self, entry: Entry, number: str) -> None:
        """Record a warning as the employer."""
        self._record(number, "warnings", {"given_on": (entry.values["given_on"] or entry.on).isoformat()}, entry)

    def notify_sanction(self, entry: Entry, number: str) -> None:
        """Impose a sanction, or change one that is known: as the casemanager if there is a reason to leave out steps."""
        values, known = entry.sent, self._paths.get(entry.index)
        days = {"start": values["from"], "end": values.get("to")}
        reason = values.get("override_reason")
        person = self._cast.contact if reason is None else self._cast.staff("casemanager")
        if known:
            person.put("casework", known, days)
            return
        body = {"kind": values["kind"], "ground": values["ground"], **days, "override_reason": reason and as_code(reason)}
        row = person.post("casework", f"/dossiers/{number}/sanctions", body)
        self._paths[entry.index] = f"/dossiers/{number}/sanctions/{row['sanction_id']}"
        self._imposed.setdefault(str(entry.employee), []).append(entry)
        self._cases[number] = str(entry.employee)

    def lift_sanction(self, entry: Entry, number: str) -> None:
        """Lift the employee's latest sanction that was not lifted."""
        imposed = [(self._paths[one.index], one.values["kind"]) for one in self._imposed.get(str(entry.employee), ())]
        running = [one for one in imposed if one[0] not in self._lifted]
        path, kind = next(iter(reversed(running or imposed)), (f"/dossiers/{number}/sanctions/{UNKNOWN}", None))
        back_pay = entry.values["back_pay"] and kind is not SanctionKind.STOP  # a stopped wage is never paid (§3.7)
        self._cast.contact.post("casework", f"{path}/lifting", {"lifted_on": entry.on.isoformat(), "back_pay": back_pay})
        self._lifted.add(path)

    def withdraw(self, target: Entry) -> None:
        """Take a sanction back; a later lifting refers to the one before."""
        path = self._paths.get(target.index, f"/dossiers/{UNKNOWN}/sanctions/{UNKNOWN}")
        self._cast.staff("casemanager").post("casework", f"{path}/withdrawal", {})
        self._imposed[str(target.employee)].remove(target)

    def outcomes(self) -> dict[str, list[dict[str, Any]]]:
        """The sanctions of each employee, by first day, and the conflicts."""
        cases = [(employee, self._cast.contact.get("casework", f"/dossiers/{number}/escalation"))
                 for number, employee in self._cases.items()]
        return {"sanctions": [{"employee": employee, "kind": row["kind"], "from": row["start"], "to": row["end"],
                               "status": row["status"]} for employee, case in cases for row in case["sanctions"]],
                "conflict": [{"employee": employee, "status": case["conflict"]["status"], "outcome": case["conflict"]["outcome"]}
                             for employee, case in cases if case["conflict"]]}

    def _record(self, number: str, what: str, body: dict[str, Any], entry: Entry, by: str = "employer") -> None:
        self._cast.holder_of(by).post("casework", f"/dossiers/{number}/{what}", body)
        self._cases[number] = str(entry.employee)
