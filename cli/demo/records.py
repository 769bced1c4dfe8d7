"""The platform's ids of objects created by entries of the case, for later entries that refer to them."""
from typing import Any

from cli.casefile.reader import Entry


class Records:
    """Ids by entry and by employee."""

    def __init__(self) -> None:
        self._absence_by_entry: dict[int, str] = {}
        self._absences_by_employee: dict[str, list[str]] = {}
        self._mutations: dict[int, str] = {}
        self._full: set[int] = set()
        self._leaves: dict[int, str] = {}
        self._vacations: dict[int, tuple[str, str, str]] = {}
        self._judgements: dict[int, str] = {}

    def note_absence(self, entry: Entry, number: str) -> None:
        """Record an accepted sick report."""
        self._absence_by_entry[entry.index] = number
        self._absences_by_employee.setdefault(str(entry.employee), []).append(number)

    def recall_absence(self, employee: str, number: str) -> None:
        """Record an absence that an earlier start of the case reported."""
        self._absences_by_employee.setdefault(employee, []).append(number)

    def forget_absence(self, report: Entry) -> None:
        """Remove a withdrawn sick report; later entries refer to another one of the employee, if there is one."""
        number = self._absence_by_entry.get(report.index)
        known = self._absences_by_employee.get(str(report.employee), [])
        if number in known:
            known.remove(number)
            known.insert(0, number)

    def note_mutation(self, entry: Entry, absence: dict[str, Any]) -> None:
        """Record an accepted partial recovery or relapse, whose id is in the absence of the response, unless it closed it."""
        self._absence_by_entry[entry.index] = str(absence["absence_number"])
        day = entry.values["from"].isoformat()
        if absence["recovered_on"] == day:
            self._full.add(entry.index)
        for mutation in absence.get("mutations", []):
            if mutation["effective_on"] == day:
                self._mutations[entry.index] = str(mutation["mutation_id"])

    def note_recovery(self, entry: Entry, number: str) -> None:
        """Record a full recovery of this absence."""
        self._absence_by_entry[entry.index] = number
        self._full.add(entry.index)

    def is_full(self, entry: Entry) -> bool:
        """Whether the entry recorded a full recovery."""
        return entry.index in self._full

    def note_leave(self, entry: Entry, leave_id: str) -> None:
        """Record an accepted leave."""
        self._leaves[entry.index] = leave_id

    def note_judgement(self, wage: Entry, judgement_id: str) -> None:
        """Record that Claims judged the wage of this entry."""
        self._judgements[wage.index] = judgement_id

    def judgement_of(self, wage: Entry) -> str | None:
        """The judgement of the wage of this entry, if it was judged."""
        return self._judgements.get(wage.index)

    def note_vacation(self, entry: Entry, number: str, vacation_id: str) -> None:
        """Record a planned vacation of this dossier."""
        self._vacations[entry.index] = (str(entry.values["key"]), number, vacation_id)

    def vacation_path(self, entry: Entry) -> str:
        """The address of the vacation that the entry planned; of nothing if it was refused."""
        _, number, vacation_id = self._vacations.get(entry.index, ("", "geen", "geen"))
        return f"/dossiers/{number}/vacations/{vacation_id}"

    @property
    def vacations(self) -> list[tuple[str, str, str]]:
        """Key, dossier and id of each planned vacation, in order."""
        return list(self._vacations.values())

    def absence_of_entry(self, entry: Entry) -> str | None:
        """The absence that the entry refers to."""
        return self._absence_by_entry.get(entry.index)

    def absence_of_employee(self, employee: str) -> str | None:
        """The employee's latest absence."""
        return next(iter(reversed(self._absences_by_employee.get(employee, []))), None)

    def mutation_of_entry(self, entry: Entry) -> str | None:
        """The partial recovery that the entry reported."""
        return self._mutations.get(entry.index)

    def leave_of(self, entry: Entry) -> str | None:
        """The leave that the entry created, if it is played again with corrected values."""
        return self._leaves.get(entry.index)
