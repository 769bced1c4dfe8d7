"""A platform with a row behind every list: an employer whose employee is ill by the fault of a third party."""
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from services.absence.usecases.absences.correct_absence import Correction, correct_absence
from services.absence.usecases.absences.report_recovery import RecoveryReport, report_recovery
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from services.absence.usecases.campaigns.open_campaign import open_campaign
from services.absence.usecases.employees.end_employment import leave_sick
from services.absence.usecases.employees.set_leave import set_leave
from services.absence.usecases.employees.set_wage import set_wage
from services.billing import store as billing
from services.billing.usecases.invoices.set_invoice_address import set_invoice_address
from services.billing.usecases.policies.accept_policy import PolicyApplication, accept_policy
from services.casework import store as casework
from services.casework.domain.departure.own_risk import OwnRisk
from services.casework.domain.guidance.advice import AdviceKind
from services.casework.domain.guidance.reach import StaffingRole
from services.casework.domain.sanctions.sanction import Ground, WarningRule
from services.casework.store.casefiles import load_case
from services.casework.usecases.conflict.record_talk import record_talk
from services.casework.usecases.departure.set_own_risk import set_own_risk
from services.casework.usecases.dossiers.note_reading import note_reading
from services.casework.usecases.guarantee.assess_sanction import assess_sanction
from services.casework.usecases.guidance.give_advice import give_advice
from services.casework.usecases.guidance.staff_employer import StaffingOrder, staff_employer
from services.casework.usecases.sanctions.impose_sanction import SanctionNotice, impose_sanction
from services.casework.usecases.sanctions.warn import warn
from services.claims.store import PolicyVersion
from services.claims.tests.conftest import work_through
from shared.db.session import Session
from shared.events.identity import AccountCreated, AccountKind
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis, SanctionKind, ThirdParty
from shared.testing.service import EMPLOYER, Service
from tests.repair.life import FIRST_DAY, HR, fall_sick, hire, open_business
from tests.repair.platform import Platform

BILLING = Actor("staff-billing", roles=frozenset({"insurer_billing"}), kind="STAFF")
CASEMANAGER = Actor("staff-casemanager", roles=frozenset({"casemanager"}), kind="STAFF")
STAFF: dict[str, Any] = {"roles": ("casemanager",), "account_id": "staff-casemanager"}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
DOCTOR: dict[str, Any] = {"roles": ("company_doctor",), "account_id": "staff-bedrijfsarts"}
HALF_BETTER = date(2026, 3, 16)
LEAVE_ON = date(2026, 9, 1)
PAID_ON = date(2026, 5, 21)
"""The day after March and April were paid, with a payment to come."""
UNREACHED = "absence without work for VRA"
KNOWN = {
    "activity_id": ("casework", "SELECT activity_id FROM reintegration_activity ORDER BY recorded_at LIMIT 1"),
    "declaration_id": ("casework", "SELECT declaration_id FROM declaration ORDER BY recorded_at LIMIT 1"),
    "report_id": ("casework", "SELECT report_id FROM reintegration_report LIMIT 1"),
    "document_id": ("casework", "SELECT document_id FROM document LIMIT 1"),
    "protocol_id": ("casework", "SELECT protocol_id FROM absence_protocol LIMIT 1"),
    "file_id": ("casework", "SELECT file_id FROM invoice_file ORDER BY uploaded_at LIMIT 1"),
    "track_id": ("casework", "SELECT track_id FROM second_track LIMIT 1"),
    "placement_id": ("casework", "SELECT placement_id FROM placement LIMIT 1"),
    "claim_number": ("claims", "SELECT claim_number FROM month_claim ORDER BY claim_number LIMIT 1"),
    "sanction_id": ("claims", "SELECT sanction_id FROM guarantee LIMIT 1"),
    "reimbursement_file_id": ("claims", "SELECT file_id FROM reimbursement_file LIMIT 1"),
    "run_id": ("claims", "SELECT run_id FROM payment_file LIMIT 1"),
    "payment_reference": ("claims", "SELECT payment_reference FROM payment LIMIT 1"),
    "invoice": ("billing", "SELECT number FROM invoice LIMIT 1"),
    "collected_on": ("billing", "SELECT collected_on::text FROM collection LIMIT 1"),
    "change_id": ("absence", "SELECT change_id FROM employee_change ORDER BY change_id LIMIT 1"),
    "dispute_id": ("absence", "SELECT dispute_id FROM data_dispute LIMIT 1"),
    "consultant_id": ("casework", "SELECT account_id FROM staff_member WHERE is_consultant LIMIT 1"),
    "complaint_number": ("casework", "SELECT complaint_number FROM complaint LIMIT 1"),
    "completion_id": ("casework", "SELECT completion_id FROM completion WHERE recorded_by = 'staff-consultant' LIMIT 1"),
    "pause_id": ("casework", "SELECT pause_id FROM contact_pause LIMIT 1"),
    "stand_in_id": ("casework", "SELECT stand_in_id FROM stand_in LIMIT 1"),
    "import_id": ("absence", "SELECT import_id FROM employee_import LIMIT 1"),
    "account_id": ("identity", f"SELECT id FROM account WHERE employer_id = '{EMPLOYER}' LIMIT 1"),
}


def fill(platform: Platform) -> dict[str, str]:
    """Play the story.

    :returns: values of the parameters of paths, by name
    """
    open_business(platform)
    employee_id = hire(platform, "101")
    reported = platform["absence"].run(report_sick, actor=HR, command=SickReport(
        employee_id=employee_id, first_sick_day=FIRST_DAY, data_checked=False, data_dispute=True, third_party=ThirdParty.YES))
    number = str(reported.absence.absence_number)
    platform.settle()
    _send_file(platform)
    platform["absence"].run(open_campaign, policy_number="P-1", year=FIRST_DAY.year, opened_on=FIRST_DAY,
                            deadline=HALF_BETTER)
    _guide(platform, number)
    _recover(platform, employee_id, number)
    asked = platform["casework"].post(f"/v1/dossiers/{number}/conflict/mediator-request", {}, rights=("SICK_REPORTS",))
    assert asked.status_code == 201, asked.text
    unreached = _leave_sick(platform)
    _request_legal_aid(platform["claims"], number)
    platform["billing"].run(set_invoice_address, actor=BILLING, policy_number="P-1", street="Badhuisstraat 12",
                            postcode="4381 AB", city="Vlissingen", kvk_number="87654321", version=None)
    for name in ("billing", "casework"):
        platform[name].run_jobs(PAID_ON, may_set_aside=True)
    work_through(platform["claims"], PAID_ON, may_set_aside=True)
    platform["claims"].run(_change_accounts)
    platform.set_today(PAID_ON)
    platform["billing"].run(_owe_an_invoice)
    platform.settle()
    rows = {name: platform.ask(service, query) for name, (service, query) in KNOWN.items()}
    return {"employee_id": employee_id, "absence_number": number, UNREACHED: unreached, "employer_id": EMPLOYER,
            "policy_number": "P-1",
            "month": "2026-03", "year": str(FIRST_DAY.year)} | {name: str(found[0][0]) for name, found in rows.items() if found}


def _owe_an_invoice(session: Session) -> None:
    """A policy after the last run of the jobs, which is not invoiced yet."""
    accept_policy(session, actor=BILLING, command=PolicyApplication(
        policy_number="P-9", valid_from=FIRST_DAY, company_name="Café De Zwaan", postcode="4331 LK", iban="NL91ABNA0417164300"))
    session.add(billing.Employee(employee_id=new_id(), policy_number="P-9", version=1, employed_from=FIRST_DAY,
                                 employed_until=None))


def _send_file(platform: Platform) -> None:
    heads = "personeelsnummer;voornaam;achternaam;geboortedatum;in dienst;jaarloon;uren per week"
    sent = platform["absence"].post("/v1/employee-imports", data=f"{heads}\n102;Bo;Smit;x;2020-01-01;30000;40\n".encode(),
                                    rights=("EMPLOYEE_DATA",), content_type="text/csv")
    assert sent.status_code == 202, sent.text


def _guide(platform: Platform, number: str) -> None:
    def run(use_case: object, **arguments: object) -> None:
        platform["casework"].run(use_case, actor=CASEMANAGER, absence_number=number, **arguments)  # type: ignore[arg-type]

    platform["casework"].run(staff_employer, actor=CASEMANAGER, employer_id=EMPLOYER, command=StaffingOrder(
        role=StaffingRole.COMPANY_DOCTOR, account_id="staff-bedrijfsarts", valid_from=FIRST_DAY))
    _pause(platform["casework"], number)
    run(give_advice, kind=AdviceKind.GENERAL, due_on=FIRST_DAY + timedelta(days=30))
    run(warn, given_on=FIRST_DAY)
    run(record_talk, held_on=FIRST_DAY, refused=True)
    run(impose_sanction, rule=WarningRule(), command=SanctionNotice(
        kind=SanctionKind.SUSPEND, ground=Ground.NON_COOPERATION, start=FIRST_DAY + timedelta(days=3),
        end=FIRST_DAY + timedelta(days=4), override_reason="WARNED_IN_WRITING"))
    run(_impose_wage_sanction)
    run(note_reading)
    _write_medical_entry(platform["casework"], number)
    _declare_costs(platform["casework"], number)
    _complain(platform["casework"])
    _agree(platform["casework"])
    _add_documents(platform["casework"], number)
    _place(platform["casework"], number)
    _stand_in(platform["casework"])


def _pause(casework: Service, number: str) -> None:
    paused = casework.post(f"/v1/dossiers/{number}/contact-pauses", {"reason": "EMPLOYER_CLOSED", "last_day": str(FIRST_DAY)},
                           **STAFF)
    assert paused.status_code == 201, paused.text


def _stand_in(casework: Service) -> None:
    casework.deliver(AccountCreated(account_id="staff-stand-in", kind=AccountKind.STAFF, rights=(), roles=("casemanager",)))
    made = casework.post("/v1/stand-ins", {"absent_id": "staff-casemanager", "account_id": "staff-stand-in",
                                           "first_day": "2027-01-04", "last_day": "2027-01-15"}, **STAFF)
    assert made.status_code == 201, made.text


def _impose_wage_sanction(session: Session, *, actor: Actor, absence_number: str) -> None:
    """A wage sanction, which an employer can only report in the second year."""
    dossier = session.get_one(casework.Dossier, absence_number)
    row = casework.WageSanction(
        sanction_id=new_id(), absence_number=absence_number, decision_on=FIRST_DAY, received_on=FIRST_DAY, reported_on=FIRST_DAY,
        weeks=26, start=FIRST_DAY + timedelta(days=728), kind="SUBSTANTIVE", ends_on=None, terms_met=True, withdrawn_on=None,
        document_id=None, approved=None, amount=None, conditions=[])
    session.add(row)
    assess_sanction(session, dossier, load_case(session, absence_number), row)


def _write_medical_entry(casework: Service, number: str) -> None:
    given = casework.post("/v1/delegations", {"consultant_id": "staff-consultant"}, **DOCTOR)
    written = casework.post(f"/v1/dossiers/{number}/medical", {"kind": "LIMITATIONS", "text": "Kan niet tillen."}, **DOCTOR)
    shared = casework.post(f"/v1/dossiers/{number}/medical/{written.json['entry_id']}/publication", **DOCTOR)
    referred = casework.post(f"/v1/dossiers/{number}/referrals", {
        "kind": "LABOUR_EXPERT", "reason_code": "SUITABLE_WORK_UNCLEAR", "referred_on": str(FIRST_DAY)}, **DOCTOR)
    recorded = casework.post(f"/v1/dossiers/{number}/milestones/M03/completions", {"completed_on": str(FIRST_DAY)},
                             roles=("absence_consultant",), account_id="staff-consultant")
    assert [one.status_code for one in (given, written, shared, referred, recorded)] == [201, 201, 200, 201, 201]


def _add_documents(casework: Service, number: str) -> None:
    """The documents of a re-integration report, which is sealed."""
    doctors = ("PROBLEM_ANALYSIS", "CURRENT_OPINION")
    for kind in ("JOB_DESCRIPTION", "ACTION_PLAN", "FINAL_EVALUATION", "EMPLOYER_OPINION", "EMPLOYEE_OPINION", *doctors):
        kept = casework.post(f"/v1/dossiers/{number}/documents?kind={kind}&datedOn={FIRST_DAY}",
                             data=PDF.replace(b"<<>>", f"<</{kind} 1>>".encode()), content_type="application/octet-stream",
                             **(DOCTOR if kind in doctors else STAFF))
        assert kept.status_code == 201, kept.text
    agreed = casework.post(f"/v1/dossiers/{number}/agreements", {"agreed_on": str(FIRST_DAY), "text": "Wij bellen op maandag."},
                           **STAFF)
    written = casework.post(f"/v1/dossiers/{number}/statements", {"kind": "EMPLOYEE_OPINION", "opinion": "Goed."}, **STAFF)
    assert (agreed.status_code, written.status_code) == (201, 201), written.text
    sealed = casework.post(f"/v1/dossiers/{number}/reintegration-reports", **STAFF)
    assert sealed.status_code == 201, sealed.text


def _place(casework: Service, number: str) -> None:
    """A second track with a placement, whose partial recovery the employer reports afterwards."""
    started = casework.post(f"/v1/dossiers/{number}/second-tracks", {"work": "OTHER", "started_on": str(FIRST_DAY)}, **STAFF)
    placed = casework.post(f"/v1/dossiers/{number}/second-tracks/{started.json['tracks'][0]['track_id']}/placements", {
        "start": str(HALF_BETTER), "end": "2026-12-31", "durable": True, "takeover_intention": False,
        "wage_value_month": "1740.00", "contract_wage_month": "3480.00"}, **STAFF)
    assert [one.status_code for one in (started, placed)] == [201, 201], placed.text


def _complain(casework: Service) -> None:
    """A complaint of the employer's account that the readers share."""
    sent = casework.post("/v1/complaints", {"subject": "GUIDANCE", "text": "Ik kreeg geen antwoord.", "phone": "0113 274 600"})
    assert sent.status_code == 201, sent.text


def _change_accounts(session: Session) -> None:
    session.execute(update(PolicyVersion).values(iban="NL02ABNA0123456789"))


def _request_legal_aid(claims: Service, number: str) -> None:
    sent = claims.post("/v1/legal-aid-requests", {"kind": "THIRD_PARTY_RECOVERY", "absence_number": number},
                       rights=("SICK_REPORTS",))
    assert sent.status_code == 201, sent.text


def _agree(casework: Service) -> None:
    """An absence protocol, and a settlement about the transition payment."""
    protocol = casework.post(f"/v1/employers/{EMPLOYER}/absence-protocols?effectiveFrom={FIRST_DAY}", data=PDF,
                             content_type="application/octet-stream", **STAFF)
    settled = casework.post("/v1/settlements", {
        "employee_number": "101", "amount": "4000.00", "text": "In overleg.", "employee_agrees": True,
        "signed_on": str(FIRST_DAY)}, rights=("EMPLOYEE_DATA",))
    assert (protocol.status_code, settled.status_code) == (201, 201), settled.text


def _declare_costs(casework: Service, number: str) -> None:
    def post(path: str, body: object, **who: Any) -> Any:
        answer = casework.post(f"/v1/dossiers/{number}/{path}", body, **(who or STAFF))
        assert answer.status_code in (200, 201), answer.text
        return answer.json

    advised = post("advices", {"kind": "GENERAL", "due_on": str(FIRST_DAY + timedelta(days=30))}, **DOCTOR)
    proposals = [post("reintegration-activities", {
        "kind": "SOCIAL_WORK", "goal": "RESTORE_WORK_CAPACITY", "starts_on": str(FIRST_DAY), "note": "Na overleg.",
        "estimated_cost": cost, "expected_benefit": "9000.00", "consulted": ["company_doctor", "employer", "employee"],
        "advice_id": advised["advice_id"]})
        for cost in ("900.00", "900.00", "2400.00")]
    path = f"reintegration-activities/{proposals[0]['activity_id']}"
    post(f"{path}/decision", {"approved": True})
    post(f"{path}/announcement", {"reimbursed": True, "amount": "900.00"})
    reporter: dict[str, Any] = {"rights": ("SICK_REPORTS",)}
    declared = []
    for at, received in enumerate((FIRST_DAY, FIRST_DAY - timedelta(days=60))):
        file = casework.post(f"/v1/dossiers/{number}/invoice-files", data=PDF + b"\n" * at,
                             content_type="application/octet-stream", **reporter)
        assert file.status_code == 201, file.text
        declared.append(post("declarations", {
            "activity_id": proposals[0]["activity_id"], "iban": "NL91ABNA0417164300", "vat_deductible": False,
            "invoices": [{"supplier": "Werk en Zo", "number": str(at), "received_on": str(received), "paid_on": str(received),
                          "total": "100.00", "file_id": file.json["file_id"]}]}, **reporter))
    post(f"declarations/{declared[0]['declaration_id']}/decision", {"accept": True})


def _leave_sick(platform: Platform) -> str:
    """A second employee leaves sick, and the employer bears the risk of his benefit; VRA has no work in the case."""
    left = fall_sick(platform, hire(platform, "103"), FIRST_DAY)
    platform["absence"].run(leave_sick, actor=HR, absence_number=left, last_day=FIRST_DAY)
    platform.settle()
    platform["casework"].run(set_own_risk, actor=HR, command=OwnRisk(zw=True))
    return left


def _recover(platform: Platform, employee_id: str, number: str) -> None:
    platform.set_today(HALF_BETTER)
    absence = platform["absence"]
    absence.run(report_recovery, actor=HR, absence_number=number, command=RecoveryReport(
        data_checked=True, effective_on=HALF_BETTER, basis=RecoveryBasis.WAGE_VALUE,
        wage_value_month=Decimal("1740.00"), contract_wage_month=Decimal("3480.00")))
    absence.run(correct_absence, actor=HR, absence_number=number, command=Correction(labour_conflict=True))
    absence.run(set_wage, actor=HR, employee_id=employee_id, valid_from=FIRST_DAY, annual_wage=Decimal("43000.00"))
    absence.run(set_leave, actor=HR, employee_id=employee_id, kind=LeaveKind.UNPAID, start=LEAVE_ON, end=LEAVE_ON)
    platform.settle()
