"""Talks, warnings and sanctions in a case (acceptance.md)."""
from typing import Any

from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.advising import as_code
from shared.kernel.vocabulary import SanctionKind

UNKNOWN = "geen"
"""Path segment for a sanction that was refused; the platform then responds 404."""


class Escalating:
    """Plays the acts, and knows the sanctions of each employee."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._paths: dict[int, str] = {}
        self._imposed: dict[str, list[Entry]] = {}
        self._lifted: set[str] = set()
        self._cases: dict[str, str] = {}

    def talk(self, entry: Entry, number: str) -> None:
        """Record a talk as the employer."""
        self._record(number, "talks", {"held_on": entry.on.isoformat(), "refused": entry.values["refused"]}, entry)

    def warn(self, entry: Entry, number: str) -> None:
        """Record a warning as the employer."""
        self._record(number, "warnings", {"given_on": (entry.values["given_on"] or entry.on).isoformat()}, entry)

    def impose(self, entry: Entry, number: str) -> None:
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

    def lift(self, entry: Entry, number: str) -> None:
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
        """The sanctions of each employee, by first day."""
        rows = [(employee, row) for number, employee in self._cases.items()
                for row in self._cast.contact.get("casework", f"/dossiers/{number}/escalation")["sanctions"]]
        return {"sanctions": [{"employee": employee, "kind": row["kind"], "from": row["start"], "to": row["end"],
                               "status": row["status"]} for employee, row in rows]}

    def _record(self, number: str, what: str, body: dict[str, Any], entry: Entry) -> None:
        self._cast.contact.post("casework", f"/dossiers/{number}/{what}", body)
        self._cases[number] = str(entry.employee)
