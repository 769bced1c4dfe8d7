"""Builds billing's events from its rows."""
from services.billing import store
from shared.events.billing import PolicyAccepted, PolicyTerms
from shared.kernel.vocabulary import LateReportRule, SafetyNetRule, WaitingUnit


def policy_accepted(policy: store.Policy, row: store.PolicyVersion) -> PolicyAccepted:
    """A version of a policy."""
    return PolicyAccepted(
        policy_number=policy.policy_number, employer_id=policy.employer_id, company_name=row.company_name,
        postcode=row.postcode, iban=row.iban, version=row.version, valid_from=row.valid_from, valid_until=row.valid_until,
        terms=terms_of(row), guidance_from=row.guidance_from,
        applies_from=row.value.applies_from)


def terms_of(row: store.PolicyVersion) -> PolicyTerms:
    """The terms of a version."""
    return PolicyTerms(
        waiting_unit=WaitingUnit(row.waiting_unit), waiting_value=row.waiting_value, coverage_year1=row.coverage_year1,
        coverage_year2=row.coverage_year2, employer_charges_pct=row.employer_charges_pct, day_divisor=row.day_divisor,
        max_insured_wage=row.max_insured_wage, end_age=row.end_age, vangnet_rule=SafetyNetRule(row.vangnet_rule),
        late_report_rule=LateReportRule(row.late_report_rule), coverage_half2=row.coverage_half2,
        coverage_half4=row.coverage_half4, late_report_grace_days=row.late_report_grace_days, run_off_cover=row.run_off_cover,
        pre_existing_cover=row.pre_existing_cover)
