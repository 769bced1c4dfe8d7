"""The action plan and the re-integration report in a case (acceptance.md)."""
from typing import Any

from cli.casefile.documents import EVALUATED_AFTER, texts_of
from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.acts import Acts
from cli.people.person import Person

UNKNOWN = "geen"
"""Path segment for what was refused; the platform then responds 404."""
PAPER = "%PDF-1.7\n% {name}\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OF_STEPS = {
    "M03": ("PROBLEM_ANALYSIS", "company_doctor"), "M04": ("ACTION_PLAN", "casemanager"),
    "M09": ("FIRST_YEAR_EVALUATION", "casemanager"), "M13": ("CURRENT_OPINION", "company_doctor"),
    "M14": ("FINAL_EVALUATION", "casemanager"), "FINAL_EVAL_LEAVER": ("FINAL_EVALUATION", "casemanager"),
    "FINAL_EVAL_LEAVER_DOCTOR": ("CURRENT_OPINION", "company_doctor")}
"""The document of a completed step, of which a case file has no text, and who adds it."""
OTHERS = (("JOB_DESCRIPTION", "employer"), ("EMPLOYER_OPINION", "employer"), ("EMPLOYEE_OPINION", "casemanager"))
"""Documents of which a case file says nothing."""


class Reporting:
    """Plays the acts, and knows the report of each absence by its employee.

    :ivar acts: what plays each kind of entry
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._plans: dict[str, str] = {}
        self._reports: dict[str, str] = {}
        self.acts: Acts = {"write_action_plan": self.write, "sign_action_plan": self.sign, "assemble_report": self.assemble}

    def write(self, entry: Entry, number: str) -> None:
        """Write the plan as the employer."""
        row = self._cast.contact.post("casework", f"/dossiers/{number}/statements", {
            "kind": "ACTION_PLAN", **texts_of(entry.sent, evaluation_on=(entry.on + EVALUATED_AFTER).isoformat())})
        self._plans[number] = row["statement_id"]

    def sign(self, entry: Entry, number: str) -> None:
        """Sign it as the employer, or for the employee as the casemanager."""
        person = self._cast.holder_of("employer" if entry.values["by"] == "employer" else "casemanager")
        person.post("casework", f"/dossiers/{number}/statements/{self._plans.get(number, UNKNOWN)}/signature", {})

    def assemble(self, entry: Entry, number: str) -> None:
        """Add the papers of completed steps and what a case file never names, and seal the report as the casemanager."""
        manager = self._cast.staff("casemanager")
        dossier = manager.get("casework", f"/dossiers/{number}")
        self._reports[str(entry.employee)] = number
        missing = set(manager.get("casework", f"/dossiers/{number}/reintegration-report")["missing"])
        done = {OF_STEPS[row["code"]]: row["completed_on"] for row in dossier["plan"]
                if row["completed_on"] and row["code"] in OF_STEPS}
        for (kind, role), day in {**done, **dict.fromkeys(OTHERS, entry.on.isoformat())}.items():
            if kind in missing:
                add_paper(self._cast.holder_of(role), number, kind, day)
        manager.post("casework", f"/dossiers/{number}/reintegration-reports", {})

    def outcomes(self) -> dict[str, list[dict[str, Any]]]:
        """The reports that were asked for, with what is missing and whether one was sealed."""
        found = {employee: self._cast.staff("casemanager").get("casework", f"/dossiers/{number}/reintegration-report")
                 for employee, number in self._reports.items()}
        return {"report": [{"employee": employee, "missing": row["missing"], "sealed": bool(row["reports"])}
                           for employee, row in found.items()]}


def add_paper(person: Person, number: str, kind: str, day: str) -> None:
    """Add a PDF of a kind and a day."""
    person.upload("casework", f"/dossiers/{number}/documents?kind={kind}&datedOn={day}", PAPER.format(name=f"{kind} {day}"))
