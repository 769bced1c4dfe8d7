"""Client of the casework service: dossiers, plans and statistics."""
from services.gateway.clients.service import PAGE_SIZE, Json, ServiceClient

ACTIVITIES_A_PAGE = 50
EMPLOYERS = ["employer", "employer_and_employee"]
"""The parties among which the employer is."""


class CaseworkClient(ServiceClient):
    """Calls the casework service."""

    service = "casework"

    def list_open_dossiers(self, *, limit: int) -> list[Json]:
        """Open dossiers, each with its next step."""
        return list(self.get("/dossiers", status="OPEN", limit=limit)["items"])

    def list_tasks(self, *, limit: int) -> Json:
        """Tasks of the employer: items by due date, and a cursor if there are more."""
        return dict(self.get("/activities", completed="nee", atHand="true", responsible=EMPLOYERS, limit=limit))

    def get_dossier(self, absence_number: str) -> Json:
        """One dossier with its plan."""
        return dict(self.get(f"/dossiers/{absence_number}"))

    def open_in_emergency(self, absence_number: str, reason: str, *, key: str) -> None:
        """Open a dossier that is assigned to others, for a working day."""
        self.post(f"/dossiers/{absence_number}/emergency-access", {"reason": reason}, key=key)

    def list_guides(self, employer_id: str) -> list[Json]:
        """Who guides an employer; this opens no dossier."""
        return list(self.get(f"/employers/{employer_id}/team")["guided_by"])

    def list_readers(self, absence_number: str) -> list[Json]:
        """Who read a dossier, latest first."""
        return list(self.get(f"/dossiers/{absence_number}/readers")["items"])

    def list_history(self, absence_number: str) -> Json:
        """What was recorded in the dossiers of a case, oldest first: its absence numbers and the items."""
        return dict(self.get(f"/dossiers/{absence_number}/history"))

    def list_activities(self, *, cursor: str = "", **sought: str) -> Json:
        """One page of the activities that match all filters: items, and the cursor of the next page.

        :param sought: casework's parameters; an empty one seeks nothing
        """
        return dict(self.get("/activities", **sought, cursor=cursor, limit=ACTIVITIES_A_PAGE))

    def get_caseload(self, *, escalated: bool, cursor: str = "") -> Json:
        """One page of the open steps of the visitor's cases, with counts of all open, overdue and escalated ones.

        :param escalated: whether to list only those that stayed undone after a reminder
        """
        return dict(self.get("/caseload", escalated=str(escalated).lower(), cursor=cursor, limit=ACTIVITIES_A_PAGE))

    def complete(self, absence_number: str, code: str, completion: Json, *, key: str, version: int | None) -> Json:
        """Record the completion of an activity; `status` ONE_SIDED says that the other party must do its part."""
        return dict(self.post(f"/dossiers/{absence_number}/milestones/{code}/completions", completion, key=key,
                              version=version))

    def record(self, absence_number: str, what: str, body: Json, *, key: str, version: int | None) -> None:
        """Record what a plan depends on: prognoses or efforts."""
        self.post(f"/dossiers/{absence_number}/{what}", body, key=key, version=version)

    def give_advice(self, absence_number: str, advice: Json, *, key: str, version: int | None) -> None:
        """Give the employer an advice."""
        self.post(f"/dossiers/{absence_number}/advices", advice, key=key, version=version)

    def act_on_advice(self, absence_number: str, advice_id: str, what: str, body: Json, *, key: str,
                      version: int | None) -> None:
        """Record the outcome of an advice, or the judgement of the reason: outcome or judgement."""
        self.post(f"/dossiers/{absence_number}/advices/{advice_id}/{what}", body, key=key, version=version)

    def list_waiting_advices(self, waiting_for: str, *, cursor: str = "", limit: int = ACTIVITIES_A_PAGE) -> Json:
        """A page of the advices that wait for an ANSWER or a JUDGEMENT, by due date."""
        return dict(self.get("/advices", waitingFor=waiting_for, cursor=cursor, limit=limit))

    def plan_vacation(self, absence_number: str, vacation: Json, *, key: str, version: int | None) -> None:
        """Record a vacation."""
        self.post(f"/dossiers/{absence_number}/vacations", vacation, key=key, version=version)

    def act_on_vacation(self, absence_number: str, vacation_id: str, what: str, body: Json, *, key: str,
                        version: int | None) -> None:
        """Approve or withdraw a vacation, or record the doctor's answer: approval, withdrawal or objection."""
        self.post(f"/dossiers/{absence_number}/vacations/{vacation_id}/{what}", body, key=key, version=version)

    def list_leaves(self, absence_number: str) -> list[Json]:
        """The leave in a case, and how many sick days each leaves out."""
        return list(self.get(f"/dossiers/{absence_number}/leaves")["items"])

    def get_own_risk(self) -> tuple[Json, int]:
        """Which risks the employer bears, with the version."""
        answer = self._answer("GET", "/own-risk", None, {})
        return dict(answer.json()), int(answer.headers["ETag"].strip('"'))

    def set_own_risk(self, risk: Json, *, version: int | None) -> None:
        """Record which risks the employer bears."""
        self.put("/own-risk", risk, version=version)

    def list_ex_employees(self) -> list[Json]:
        """Employees who left sick, latest first."""
        return list(self.get("/ex-employees")["items"])

    def follow_ex_employee(self, absence_number: str, contact: Json, *, key: str) -> None:
        """Record a contact with an employee who left sick."""
        self.post(f"/ex-employees/{absence_number}/follow-ups", contact, key=key)

    def get_holidays(self, absence_number: str) -> Json:
        """The holiday hours that accrued during a case."""
        return dict(self.get(f"/dossiers/{absence_number}/holidays"))

    def get_holiday_arrangement(self) -> Json:
        """What the employer agreed about extra holidays."""
        return dict(self.get("/holiday-arrangement"))

    def set_holiday_arrangement(self, arrangement: Json) -> None:
        """Record what the employer agreed about extra holidays."""
        self.put("/holiday-arrangement", arrangement, version=None)

    def calculate_transition(self, contract: Json, *, key: str) -> Json:
        """The transition payment of a contract; writes nothing."""
        return dict(self.post("/transition-payments", contract, key=key))

    def list_settlements(self, *, cursor: str) -> Json:
        """A page of the settlements of the visitor's employer, latest first."""
        return dict(self.get("/settlements", cursor=cursor, limit=PAGE_SIZE))

    def record_settlement(self, body: Json, *, key: str) -> None:
        """Record a settlement that the employee signed."""
        self.post("/settlements", body, key=key)

    def get_statistics(self, first: str, last: str) -> Json:
        """The figures of a period, both days included."""
        return dict(self.get("/statistics", **{"from": first, "to": last}))

    def get_indicators(self, first: str, last: str, employer_id: str) -> Json:
        """The indicators of a period, both days included; without an employer of the own one, or for staff of all together."""
        return dict(self.get("/indicators", **{"from": first, "to": last}, employerId=employer_id))

    def list_medical_entries(self, absence_number: str) -> list[Json]:
        """The medical file of a case, latest first; for the company doctor and a consultant under him."""
        return list(self.get(f"/dossiers/{absence_number}/medical")["items"])

    def add_medical_entry(self, absence_number: str, entry: Json, *, key: str) -> None:
        """Add an entry to the medical file."""
        self.post(f"/dossiers/{absence_number}/medical", entry, key=key)

    def share_limitations(self, absence_number: str, entry_id: str, *, key: str) -> None:
        """Show an entry with limitations in work terms to the employer."""
        self.post(f"/dossiers/{absence_number}/medical/{entry_id}/publication", {}, key=key)

    def refer(self, absence_number: str, order: Json, *, key: str) -> None:
        """Refer the employee to another professional."""
        self.post(f"/dossiers/{absence_number}/referrals", order, key=key)

    def list_consultants(self) -> list[Json]:
        """All consultants, each with the doctor under whom he works."""
        return list(self.get("/delegations")["items"])

    def delegate(self, consultant_id: str, *, key: str) -> None:
        """Take a consultant under the visitor, a company doctor."""
        self.post("/delegations", {"consultant_id": consultant_id}, key=key)

    def withdraw_delegation(self, delegation_id: str, *, key: str) -> None:
        """Withdraw a delegation of the visitor."""
        self.post(f"/delegations/{delegation_id}/ending", {}, key=key)
