"""All pages of the portal."""
from flask import Flask

from services.gateway.pages import list_readings
from services.gateway.pages.absences import changes
from services.gateway.pages.acceptance import account_requests, application, block, main_contacts, replacement
from services.gateway.pages.account import (
    calendar,
    colleagues,
    complaints,
    deputies,
    employers,
    guidance,
    overview,
    password,
    requests,
    rights_review,
    second_step,
    sessions,
)
from services.gateway.pages.account import security_log as account_log
from services.gateway.pages.complaints import desk
from services.gateway.pages.conflict import conflict, mediators, sanctions
from services.gateway.pages.contact import contacts, person, scores
from services.gateway.pages.documents import agreements, report, seals, statements
from services.gateway.pages.documents import overview as documents
from services.gateway.pages.employer import (
    benefits,
    employee_changes,
    employee_import,
    employees,
    income,
    invoices,
    january,
    kept_report,
    recovery,
    sick_report,
    start,
    third_party,
)
from services.gateway.pages.figures import management
from services.gateway.pages.guarantee import contract, wage_sanction
from services.gateway.pages.helpdesk import accounts as helpdesk_accounts
from services.gateway.pages.helpdesk import requests as helpdesk_requests
from services.gateway.pages.insurer import legal_aid, wages
from services.gateway.pages.insurer.claims import claim as month_claim
from services.gateway.pages.insurer.claims import worklist as claims_worklist
from services.gateway.pages.insurer.costs import reimbursements
from services.gateway.pages.insurer.debtors import collections, debtors
from services.gateway.pages.insurer.debtors import invoice as debtor_invoice
from services.gateway.pages.insurer.guarantees import guarantees
from services.gateway.pages.insurer.policies import own as own_policy
from services.gateway.pages.insurer.policies import policies as insured_policies
from services.gateway.pages.insurer.policies import premium as premium_years
from services.gateway.pages.insurer.policies import versions as policy_versions
from services.gateway.pages.insurer.recourse import files as recourse
from services.gateway.pages.insurer.runs import accounts as payee_accounts
from services.gateway.pages.insurer.runs import run as payment_run
from services.gateway.pages.leaving import departure, ex_employees, leave, settlements
from services.gateway.pages.operations import accounts as administration_accounts
from services.gateway.pages.operations import parked, programs, set_aside
from services.gateway.pages.operations import security_log as administration_log
from services.gateway.pages.perspectief import (
    access,
    advices,
    costs,
    dossiers,
    history,
    medical,
    statistics,
    transition,
    vacations,
    worklist,
)
from services.gateway.pages.perspectief.second_track import track
from services.gateway.pages.plan import deviations, return_to_work
from services.gateway.pages.staffing import assignments, countersigning, delegations, guides, protocol
from services.gateway.pages.vra import case as vra_case
from services.gateway.pages.vra import worklist as vra_worklist

PAGES = (
    start,
    sick_report,
    kept_report,
    recovery,
    third_party,
    employees,
    employee_changes,
    employee_import,
    wages,
    legal_aid,
    debtors,
    debtor_invoice,
    collections,
    recourse,
    payment_run,
    payee_accounts,
    reimbursements,
    claims_worklist,
    month_claim,
    guarantees,
    departure,
    leave,
    dossiers,
    return_to_work,
    deviations,
    access,
    statistics,
    management,
    benefits,
    invoices,
    january,
    employers,
    guidance,
    overview,
    calendar,
    password,
    second_step,
    sessions,
    parked,
    programs,
    set_aside,
    account_log,
    administration_log,
    helpdesk_requests,
    helpdesk_accounts,
    main_contacts,
    account_requests,
    administration_accounts,
    colleagues,
    rights_review,
    deputies,
    requests,
    vacations,
    block,
    replacement,
    list_readings,
    assignments,
    application,
    medical,
    delegations,
    countersigning,
    worklist,
    costs,
    transition,
    advices,
    income,
    ex_employees,
    complaints,
    changes,
    documents,
    report,
    statements,
    agreements,
    seals,
    wage_sanction,
    contract,
    sanctions,
    conflict, mediators,
    history,
    vra_case, vra_worklist,
    track,
    guides,
    protocol,
    settlements,
    insured_policies, policy_versions, premium_years, own_policy,
    contacts, scores, person,
    desk,
)
"""The modules with pages; one name a line, so that two changes rarely meet."""


def register_pages(app: Flask) -> None:
    """Add every page to the application."""
    for page in PAGES:
        app.register_blueprint(page.pages)
