"""Plays the timeline of a case file without a platform, giving the records of each employee at the end.

Only the final state matters, so a correction changes the entry that it corrects; refused entries are left out and listed.
"""
from datetime import date

from cli.casefile.amendments import correct, judge_wage, withdraw
from cli.casefile.entries import PLAYS
from cli.casefile.reader import CaseFile
from cli.casefile.records import Employee, Entry, History
from services.claims.domain.legal_aid.legal_aid import refuse_request
from shared.kernel.refusals import Refusal


def play(case: CaseFile) -> History:
    """Play all entries up to `until`, in the order of recording."""
    joining = (entry.values for entry in case.timeline if entry.do == "add_employee")
    history = History({given["key"]: Employee({**given, "employed_from": given["employed_from"] or case.in_service_since})
                       for given in (*case.employees, *joining)})
    for entry in case.timeline:
        record = {**entry.values, "on": entry.on, "do": entry.do, "employee": entry.employee, "at": entry.index}
        history.entries[entry.index] = record
        try:
            _record(history, entry.index, record, since=case.in_service_since)
            history.recorded.add(entry.index)
        except Refusal as refusal:
            history.refused[entry.index] = refusal
    return history


def _record(history: History, at: int, entry: Entry, *, since: date) -> None:
    do = entry["do"]
    if do in PLAYS:
        PLAYS[do](history.employees[entry["employee"]], at, entry)
    elif do == "correct":
        correct(history, entry)
    elif do in ("cancel_report", "withdraw"):
        withdraw(history, entry["of"])
    elif do == "judge_wage":
        judge_wage(history, entry)
    elif do == "request_legal_aid":
        earlier = sum(history.entries[index]["do"] == do for index in history.recorded)
        refuse_request(policy_in_force=since <= entry["on"], earlier_requests=earlier, costs_accepted=entry["accepts_costs"])
    elif do == "submit_january_data":
        for key, annual_wage in entry["wages"].items():
            if key in history.employees:
                new_year = date(entry["on"].year, 1, 1)
                history.employees[key].wages.append({"from": new_year, "annual_wage": annual_wage, "on": entry["on"], "at": at})
