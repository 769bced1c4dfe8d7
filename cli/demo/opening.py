"""Prepares a case: accepts the policy, logs in the main contact, uploads the employees."""
import csv
import io
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cli.casefile.reader import TERMS, CaseFile, as_json
from cli.demo.cast import Cast
from cli.demo.steps import Steps
from cli.endings import Misbehaved
from cli.people.mailbox import Mailbox
from cli.people.person import Credentials, LoginFailed, Refused
from cli.run.walking import PlatformTime

"""Default first day of the policy and of employments."""
PASSWORD = "Vb8-Kq7-Xw3!"
FIRST_NAMES = ("Anna", "Bram", "Carlijn", "Daan", "Elif", "Finn", "Griet", "Hassan", "Iris", "Joost", "Kim", "Lars")
LAST_NAMES = ("Bakker", "de Boer", "Dijkstra", "Jansen", "Kaya", "Meijer", "Mulder", "Peters", "Smit", "Visser", "Vos", "de Wit")
ROWS_A_FILE = 250
"""Rows of a file whose result is the response; a longer file is processed in the background."""
COLUMNS = ("employee_number", "first_name", "last_name", "birth_date", "employed_from", "annual_wage", "contract_hours")


@dataclass(frozen=True, slots=True)
class Employer:
    """The employer of the case.

    :ivar employee_ids: employee ids by key in the case
    """

    company: "Company"
    employee_ids: dict[str, str]


@dataclass(frozen=True, slots=True)
class Company:
    """An invented company and its main contact.

    :ivar username: None to let the platform choose one
    """

    policy_number: str
    employer_id: str
    name: str
    email: str
    phone: str
    username: str | None = None
    password: str = PASSWORD

    @classmethod
    def new(cls) -> "Company":
        """A new company, so that a case can be played repeatedly on the same platform."""
        mark = secrets.token_hex(4)
        return cls(f"DZ-{mark.upper()}", f"wg-{mark}", f"Demobedrijf {mark} B.V.",
                   f"hoofdcontact.{mark}@demobedrijf.example", f"+3161{int(mark, 16) % 10_000_000:07}")


ADDRESS = {"street": "Lange Delft 10", "postcode": "4331 AB", "city": "Middelburg", "kvk_number": "87654321"}
"""Of every employer of a case, on its invoices."""


def open_case(case: CaseFile, cast: Cast, time: PlatformTime, steps: Steps, company: Company | None = None) -> Employer:
    """Prepare the case up to the uploaded employees.

    :raises Misbehaved: if the policy, the main contact or an employee is refused
    """
    try:
        return _open(case, cast, time, steps, company or Company.new())
    except Refused as refusal:
        raise Misbehaved(f"The case cannot begin, because the platform refuses: {refusal}") from None


def _open(case: CaseFile, cast: Cast, time: PlatformTime, steps: Steps, company: Company) -> Employer:
    employer = Employer(company, {})
    with steps.step("the insurer accepts the policy"):
        acceptance = cast.staff("acceptatie")
        acceptance.post("billing", "/policies", policy_body(case, company))
        acceptance.put("billing", f"/policies/{company.policy_number}/invoice-address", ADDRESS)
        time.wait_until_settled()
    with steps.step("the main contact gets an account"):
        credentials = _issue_account(cast, company)
    with steps.step("the main contact logs in, with an SMS code and an own password"):
        _log_in(cast, credentials)
    with steps.step(f"{len(case.employees)} employees are uploaded") as details:
        employer.employee_ids.update(upload_employees(cast, case, case.employees, first=0))
        time.wait_until_settled()
        details.append(f"{len(employer.employee_ids)} taken")
    return employer


def policy_body(case: CaseFile, company: Company) -> dict[str, Any]:
    """The request body of the policy; omitted keys have the defaults of the product."""
    policy = as_json(case.policy)
    waiting = policy.get("waiting_period", {"unit": "WORKDAYS", "value": 10})
    valid_from = as_json(case.in_service_since)
    return {
        "policy_number": company.policy_number, "employer_id": company.employer_id, "company_name": company.name,
        "postcode": "4331 AB", "iban": "NL91ABNA0417164300", "valid_from": valid_from, "guidance_from": valid_from,
        "terms": {"waiting_unit": waiting["unit"], "waiting_value": waiting["value"]}
                 | {name: policy[name] for name in TERMS if name in policy},
        "premium_rate_pct": policy.get("premium_rate_pct", "3.85"),
        "premium_instalments": policy.get("premium_instalments", 12),
        "arbo_tariff_incl_vat": policy.get("arbo_tariff_incl_vat", "139.15"),
        "arbo_period": policy.get("arbo_period", "YEAR"),
        "payment_method": "TRANSFER" if case.pays_itself else "DIRECT_DEBIT",
    }


def renewal_body(renewal: Mapping[str, Any], policy_number: str) -> dict[str, Any]:
    """The request body of a further version, which names only what changes.

    :param renewal: the keys of the entry as JSON
    """
    waiting = renewal.get("waiting_period")
    own = {name: value for name, value in renewal.items() if name not in (*TERMS, "waiting_period")}
    terms = {name: renewal[name] for name in TERMS if name in renewal}
    if waiting:
        terms |= {"waiting_unit": waiting["unit"], "waiting_value": waiting["value"]}
    return {"policy_number": policy_number, **own, "terms": terms}


def upload_employees(cast: Cast, case: CaseFile, employees: Sequence[Mapping[str, Any]], *, first: int) -> dict[str, str]:
    """Upload the employees; returns employee ids by key.

    :param first: number of existing employees, used to choose distinct names
    :raises Misbehaved: if a row is refused, with the platform's message
    """
    rows = [employee_row(case, employee, first + number) for number, employee in enumerate(employees)]
    ids = {}
    for start in range(0, len(rows), ROWS_A_FILE):
        ids.update(_upload(cast, rows[start:start + ROWS_A_FILE]))
    return ids


def _upload(cast: Cast, rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    answer = cast.contact.upload("absence", "/employees/import", as_csv(rows))
    ids = {}
    for row, result in zip(rows, answer["rows"], strict=True):
        if result["result"] == "REFUSED":
            raise Misbehaved(f"Employee {row['employee_number']} is refused: {result['errors']}")
        ids[row["employee_number"]] = str(result["employee_id"])
    return ids


def employee_row(case: CaseFile, employee: Mapping[str, Any], number: int) -> dict[str, str]:
    """One row of the upload; omitted data is invented."""
    since = employee["employed_from"] or case.in_service_since
    turn, place = divmod(number, len(FIRST_NAMES))
    return {
        "employee_number": employee["key"], "first_name": FIRST_NAMES[place],
        "last_name": LAST_NAMES[(place + turn) % len(LAST_NAMES)],
        "birth_date": (employee["birth_date"] or date(1988, 5, 4)).isoformat(), "employed_from": since.isoformat(),
        "annual_wage": as_json(employee["annual_wage"]), "contract_hours": as_json(employee["contract_hours"] or "40"),
    }


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as a CSV file."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _log_in(cast: Cast, credentials: Credentials) -> None:
    """Log in with the temporary password, or with the chosen one if an interrupted earlier start replaced it."""
    try:
        cast.enter(credentials)
    except LoginFailed:
        cast.enter(replace(credentials, password=credentials.new_password))


def _issue_account(cast: Cast, company: Company) -> Credentials:
    cast.staff("acceptatie").post("identity", "/main-contacts", {
        "policy_number": company.policy_number, "company_name": company.name, "salutation": "Mevr.",
        "first_name": "Eva", "infix": "van den", "last_name": "Berg", "email": company.email, "phone": company.phone,
        **({"username": company.username} if company.username else {})})
    welcome = Mailbox(cast.address, company.email).wait_for_welcome()
    return Credentials(welcome.username, welcome.password, company.phone, new_password=company.password)
