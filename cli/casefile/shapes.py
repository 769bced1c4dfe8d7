"""The shape of case files: the keys of the policy, of an employee and of every kind of entry (acceptance.md)."""
from decimal import Decimal
from typing import Any

from cli.casefile.strict_input import (
    Key,
    day,
    field,
    flag,
    list_of,
    name_of,
    nullable,
    one_of,
    read_record,
    record,
    taken,
    text,
    whole,
    word_of,
)
from services.billing.domain.premium.instalments import INSTALMENTS_A_YEAR
from services.casework.domain.conflict.steps import ConflictOutcome
from services.casework.domain.costs.activity import ActivityKind, Consulted, Goal
from services.casework.domain.guarantee.wage_sanction import WageSanctionKind
from services.casework.domain.guidance.advice import AdviceKind
from services.casework.domain.leave.vacation import HolidayKind
from services.casework.domain.plan.milestone import Code
from services.casework.domain.sanctions.sanction import Ground
from services.casework.domain.sanctions.summons import Verdict
from services.casework.domain.second_track.track import ClosingReason, WorkKind
from services.casework.domain.vra.information import Addressee
from services.casework.domain.vra.notice import NoticeMode
from services.claims.domain.benefits.policy import AOW, PolicyTerms
from services.claims.domain.legal_aid.legal_aid import LegalAidKind
from services.claims.domain.recourse.limitation import EventKind
from services.claims.domain.recourse.recourse import RecourseStatus
from shared.fields.dates import BIRTH_DATE, CASE_DATE, POLICY_DATE, SERVICE_DATE, WAGE_DATE
from shared.fields.identifiers import parse_end_age
from shared.fields.numbers import (
    ACTIVITY_COUNT,
    ANNUAL_WAGE,
    COST,
    DAILY_BENEFIT,
    DAY_DIVISOR,
    GRACE_DAYS,
    MONTH_WAGE,
    PAYMENT,
    PERCENTAGE,
    PREMIUM_RATE,
    SANCTION_WEEKS,
    TARIFF,
    WAITING_TIME,
    WEEKLY_HOURS,
)
from shared.kernel.money import ZERO
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import (
    DepartureReason,
    LateReportRule,
    LeaveKind,
    NoticeKind,
    RecoveryBasis,
    SafetyNetRule,
    SanctionKind,
    ThirdParty,
    WaitingUnit,
)


def end_age(value: Any, path: str) -> str:
    """AOW, or an age in whole years as a number or a text."""
    return str(taken(parse_end_age, str(value) if type(value) is int else value, path))


def hours(value: Any, path: str) -> Decimal:
    """Weekly hours, as a decimal string or a JSON number."""
    read: Decimal = taken(WEEKLY_HOURS.parse, str(value) if type(value) in (int, Decimal) else value, path)
    return read


def wages(value: Any, path: str) -> dict[str, Any]:
    """Annual wages by employee key."""
    return read_record(value, path, {name: Key(annual_wage) for name in value} if type(value) is dict else {})


cost, count = field(COST.parse), whole(ACTIVITY_COUNT.least, ACTIVITY_COUNT.most)
annual_wage, month_wage, percentage = field(ANNUAL_WAGE.parse), field(MONTH_WAGE.parse), field(PERCENTAGE.parse)

WAITING = {"unit": Key(one_of(WaitingUnit)), "value": Key(field(WAITING_TIME.parse))}
POLICY = {
    "waiting_period": Key(record(WAITING), None),
    "coverage_year1": Key(percentage, PolicyTerms().coverage_year1),
    "coverage_year2": Key(percentage, PolicyTerms().coverage_year2),
    "employer_charges_pct": Key(percentage, PolicyTerms().employer_charges_pct),
    "day_divisor": Key(field(DAY_DIVISOR.parse), PolicyTerms().day_divisor),
    "max_insured_wage": Key(annual_wage, PolicyTerms().max_insured_wage),
    "end_age": Key(end_age, AOW),
    "vangnet_rule": Key(one_of(SafetyNetRule), SafetyNetRule.OFFSET),
    "late_report_rule": Key(one_of(LateReportRule), LateReportRule.NONE),
    "valid_from": Key(day, PolicyTerms().valid_from, POLICY_DATE),
    "coverage_half2": Key(nullable(percentage), None),
    "coverage_half4": Key(nullable(percentage), None),
    "late_report_grace_days": Key(field(GRACE_DAYS.parse), PolicyTerms().late_report_grace_days),
    "run_off_cover": Key(flag, PolicyTerms().run_off_cover),
    "pre_existing_cover": Key(flag, PolicyTerms().pre_existing_cover),
    "premium_rate_pct": Key(field(PREMIUM_RATE.parse), None),
    "premium_instalments": Key(word_of(*INSTALMENTS_A_YEAR), None),
    "arbo_tariff_incl_vat": Key(field(TARIFF.parse), None),
    "arbo_period": Key(word_of("YEAR", "QUARTER", "MONTH"), None),
}
EMPLOYEE = {
    "key": Key(name_of(40)), "annual_wage": Key(annual_wage), "contract_hours": Key(hours, None),
    "birth_date": Key(day, None, BIRTH_DATE), "employed_from": Key(day, None, SERVICE_DATE),
}
RENEWAL = {name: Key(key.read, None, key.days) for name, key in POLICY.items()} | {"valid_from": Key(day, days=POLICY_DATE)}
"""A version of the policy: what is not named stays."""
OF = {"of": Key(whole(0, 100_000))}

PERSONS = ("employer", "employee", "casemanager", "absence_consultant", "company_doctor", "labour_expert", "insurer_vra")
"""Who can do something in a case: a party of the plan, or a role of staff."""

ADVISERS = ("casemanager", "absence_consultant", "company_doctor", "labour_expert")
"""Who gives an advice."""

DECIDERS = ("casemanager", "insurer_vra")
"""Who decides on costs."""

ABOUT_EMPLOYEE: dict[str, dict[str, Key]] = {
    "report_sick": {
        "first_sick_day": Key(day, days=CASE_DATE), "third_party": Key(flag, False), "safety_net": Key(flag, False),
        "labour_conflict": Key(flag, False), "same_cause": Key(one_of(SameCause), SameCause.UNKNOWN),
    },
    "report_partial_recovery": {
        "from": Key(day, days=CASE_DATE), "basis": Key(one_of(RecoveryBasis)), "recovered_pct": Key(percentage, None),
        "wage_value_month": Key(month_wage, None), "contract_wage_month": Key(month_wage, None),
    },
    "report_relapse": {"from": Key(day, days=CASE_DATE)},
    "report_recovery": {"first_fit_day": Key(day, days=CASE_DATE)},
    "end_employment": {"last_day": Key(day, days=SERVICE_DATE), "reason": Key(one_of(DepartureReason), None)},
    "answer_third_party": {"answer": Key(one_of(ThirdParty))},
    "give_advice": {"key": Key(name_of(40)), "kind": Key(one_of(AdviceKind), AdviceKind.GENERAL),
                    "due_on": Key(day, days=CASE_DATE), "by": Key(word_of(*ADVISERS), "casemanager")},
    "answer_advice": {"of": Key(name_of(40)), "outcome": Key(word_of("FOLLOWED", "NOT_FOLLOWED")), "reason": Key(text, None)},
    "propose_activity": {
        "key": Key(name_of(40)), "kind": Key(one_of(ActivityKind)), "goal": Key(one_of(Goal)), "cost": Key(cost, None),
        "benefit": Key(cost, None), "consulted": Key(list_of(one_of(Consulted)), ()), "note": Key(text, None),
        "motivation": Key(text, None), "advice": Key(name_of(40), None), "starts_on": Key(day, days=CASE_DATE)},
    "approve_activity": {"activity": Key(name_of(40)), "by": Key(word_of(*DECIDERS), "casemanager")},
    "announce_activity": {"activity": Key(name_of(40)), "reimbursed": Key(flag), "amount": Key(cost, None)},
    "start_activity": {"activity": Key(name_of(40))},
    "declare": {
        "key": Key(name_of(40)), "activity": Key(name_of(40)), "supplier": Key(text), "invoice_number": Key(text),
        "total": Key(cost), "vat_deductible": Key(flag, False), "received_on": Key(day, days=CASE_DATE),
        "paid_on": Key(day, None, CASE_DATE), "iban": Key(text, None), "form": Key(flag, True)},
    "decide_declaration": {"declaration": Key(name_of(40)), "by": Key(word_of(*DECIDERS), "casemanager"), "accept": Key(flag),
                           "reason": Key(text, None)},
    "raise_vra_notice": {"key": Key(name_of(40)), "kind": Key(one_of(NoticeKind)), "mode": Key(one_of(NoticeMode))},
    "answer_vra_notice": {"of": Key(name_of(40))},
    "close_vra_notice": {"of": Key(name_of(40))},
    "ask_information": {"key": Key(name_of(40)), "addressee": Key(one_of(Addressee)), "due_on": Key(day, days=CASE_DATE)},
    "answer_information": {"of": Key(name_of(40))},
    "set_leave": {"kind": Key(one_of(LeaveKind)), "from": Key(day, days=CASE_DATE), "to": Key(day, days=CASE_DATE)},
    "plan_vacation": {
        "key": Key(name_of(40)), "from": Key(day, days=CASE_DATE), "to": Key(day, days=CASE_DATE), "hours_per_week": Key(hours),
        "consent": Key(flag), "days": Key(one_of(HolidayKind)), "doctor_objects": Key(flag, False)},
    "set_wage": {"from": Key(day, days=WAGE_DATE), "annual_wage": Key(annual_wage), "contract_hours": Key(hours, None)},
    "record_talk": {"refused": Key(flag, False)},
    "give_verdict": {"verdict": Key(one_of(Verdict)), "by": Key(word_of(*ADVISERS), "company_doctor")},
    "request_work": {},
    "summon": {},
    "request_mediation": {},
    "start_mediation": {"mediator": Key(name_of(120))},
    "close_conflict": {"outcome": Key(one_of(ConflictOutcome))},
    "postpone_conflict": {"document": Key(flag)},
    "warn": {"given_on": Key(day, None, CASE_DATE)},
    "notify_sanction": {
        "kind": Key(one_of(SanctionKind)), "from": Key(day, days=CASE_DATE), "to": Key(day, None, CASE_DATE),
        "ground": Key(one_of(Ground), Ground.NON_COOPERATION), "override_reason": Key(text, None)},
    "lift_sanction": {"back_pay": Key(flag)},
    "set_safety_net": {"from": Key(day, days=CASE_DATE), "zw_benefit_daily": Key(field(DAILY_BENEFIT.parse))},
    "write_action_plan": {
        "contact_agreements": Key(list_of(text), ()), "resumption_agreements": Key(list_of(text), ()),
        "vision_employer": Key(text, None), "vision_employee": Key(text, None)},
    "sign_action_plan": {"by": Key(word_of("employer", "employee"))},
    "assemble_report": {},
    "complete_milestone": {"code": Key(one_of(Code)), "completed_on": Key(day, days=CASE_DATE),
                           "by": Key(word_of(*PERSONS), None)},
    "start_second_track": {"provider": Key(text, None), "work": Key(one_of(WorkKind))},
    "log_track_contact": {},
    "report_track_progress": {"orientations": Key(count), "applications": Key(count)},
    "place": {
        "from": Key(day, days=CASE_DATE), "to": Key(day, days=CASE_DATE), "wage_value_month": Key(cost, None),
        "contract_wage_month": Key(month_wage, None), "durable": Key(flag, False), "takeover_intention": Key(flag, False)},
    "close_second_track": {"reason": Key(one_of(ClosingReason))},
    "report_wage_sanction": {"decision_on": Key(day, days=CASE_DATE), "received_on": Key(day, days=CASE_DATE),
                             "weeks": Key(field(SANCTION_WEEKS.parse)),
                             "kind": Key(one_of(WageSanctionKind), WageSanctionKind.SUBSTANTIVE)},
    "judge_contract_terms": {"met": Key(flag)},
    "shorten_wage_sanction": {"ends_on": Key(day, days=CASE_DATE)},
    "move_recourse": {"to": Key(one_of(RecourseStatus)), "event_on": Key(day, None, CASE_DATE),
                      "event_kind": Key(one_of(EventKind), None), "accepted_pct": Key(percentage, None)},
    "state_damage": {"net_loss": Key(cost), "victim_own": Key(cost, ZERO), "reintegration_costs": Key(cost, ZERO),
                     "gross": Key(flag, False)},
    "receive_recourse": {"amount": Key(field(PAYMENT.parse))},
    "interrupt_limitation": {},
}
"""Entries about one employee, whose key they name."""
INVOICE = {"number": Key(text, None), "kind": Key(word_of("ARBO", "PREMIUM", "DEBT", "CREDIT"), None),
           "nth": Key(whole(1, 1000), 1), "reason": Key(text)}
"""An invoice by number, or by kind and its place among those of its kind."""
OTHERS: dict[str, dict[str, Key]] = {
    "correct": OF,
    "cancel_report": OF,
    "withdraw": OF,
    "judge_wage": {**OF, "accept": Key(flag)},
    "request_legal_aid": {"key": Key(name_of(40)), "kind": Key(one_of(LegalAidKind)), "accepts_costs": Key(flag, False)},
    "add_employee": EMPLOYEE,
    "renew_policy": RENEWAL,
    "pay_invoice": {"number": Key(text)},
    "dispute_invoice": INVOICE,
    "credit_invoice": INVOICE,
    "submit_january_data": {"wages": Key(wages)},
}
ENTRIES = {**ABOUT_EMPLOYEE, **OTHERS}
CORRECTABLE = frozenset({"report_sick", "report_partial_recovery", "report_relapse", "report_recovery", "set_leave", "set_wage",
                         "set_safety_net", "end_employment", "notify_sanction"})
WITHDRAWABLE = frozenset({"report_sick", "report_partial_recovery", "report_relapse", "report_recovery", "set_leave",
                          "end_employment", "plan_vacation", "notify_sanction"})
SENT_AGAIN = frozenset({"set_leave", "set_wage", "set_safety_net", "end_employment", "notify_sanction"})
"""Kinds that are corrected by sending them again for the same subject or from the same date."""
TARGETS = {"correct": CORRECTABLE, "withdraw": WITHDRAWABLE, "cancel_report": frozenset({"report_sick"}),
           "judge_wage": frozenset({"set_wage"})}
"""The kinds of entry to which an entry may refer by its index in `of`."""
ESCALATION = frozenset({"record_talk", "warn", "request_work", "summon"})
"""Steps towards a sanction. For an employee without any, the casemanager imposes sanctions and overrides these steps (R-109)."""
KEYED = {"answer_advice": "give_advice", "answer_vra_notice": "raise_vra_notice", "close_vra_notice": "raise_vra_notice",
         "answer_information": "ask_information"}
"""The kind of entry to whose `key` the `of` of an entry refers."""
